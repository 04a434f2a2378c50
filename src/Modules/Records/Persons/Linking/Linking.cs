using System.Data.Common;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>
/// Links claims to persons: the same number at the same facility is the same patient; a verified number in force for exactly one person, whom name and
/// birth do not contradict, is that person; everybody else is new. What is merely alike is put before people.
/// </summary>
sealed class Linking(TimeProvider clock)
{
    const int MostLikenesses = 3;
    const int LargeBatch = 500;

    /// <summary>Links a batch within the open transaction, in the order of the claims; some fifteen statements however many they are.</summary>
    public async Task<IReadOnlyList<LinkedPerson>> LinkAsync(DbConnection connection, IReadOnlyList<PersonClaim> claims, CancellationToken stop)
    {
        if (claims.Count == 0) return [];
        var said = claims.Select(c => new SaidOfPerson(c)).ToList();
        await LockAsync(connection, said, stop);
        // A large batch touches pages all over the index of keys: kept in memory until the end, each is written once.
        if (!connection.IsPostgres() && claims.Count >= LargeBatch) await connection.RunAsync("pragma cache_size = -98304", stop);
        var books = await LinkBooks.ReadAsync(connection, said, stop);
        var pen = new LinkPen(clock.GetUtcNow(), await FreeNumbersAsync(connection, said.Count, stop));
        var linked = said.Select(s => Link(s, books, pen)).ToList();
        await books.ReadAlikeAsync(connection, [.. pen.NewPersons.Select(n => LinkBooks.LikenessKey(n.Claim)).OfType<long>().Distinct()], stop);
        foreach (var (person, claim) in pen.NewPersons) Propose(person, claim, books, pen);
        await pen.WriteAsync(connection, stop);
        return linked;
    }

    static LinkedPerson Link(SaidOfPerson claim, LinkBooks books, LinkPen pen)
    {
        if (books.Patient(claim) is { } known) return Again(claim, known, books, pen);
        var having = claim.Verified.SelectMany(books.Having).Distinct().ToList();
        if (having is [var only] && !Contradicts(claim, books.Person(only)))
        {
            if (claim.Local.Length == 0 && books.Nameless(only, claim.Holder) is { } same) return Again(claim, same, books, pen);
            var person = books.Person(only);
            var patient = pen.NewPatient(claim, person.Id);
            if (!person.IsNew) pen.Touch(person.Id);
            books.Add(claim, patient, person);
            return new(person.Id, patient.Id, false);
        }
        var made = pen.NewPerson(claim);
        var first = pen.NewPatient(claim, made.Id);
        books.Add(claim, first, made);
        foreach (var other in having) pen.MayBe(made.Id, other, having.Count > 1 ? LikenessReasons.Several : LikenessReasons.Contradicts, 10);
        return new(made.Id, first.Id, true);
    }

    // The facility says something newer of its own patient: the person stays; a number that another person has is put before people.
    static LinkedPerson Again(SaidOfPerson claim, StoredPatient known, LinkBooks books, LinkPen pen)
    {
        if (known.Said.AsSpan().SequenceEqual(claim.Said)) return new(known.PersonId, known.Id, false);
        var before = books.NumbersOf(known.Seq);
        foreach (var other in claim.Verified.SelectMany(books.Having).Distinct().Where(p => p != known.PersonId).ToList())
        {
            pen.MayBe(known.PersonId, other, Contradicts(claim, books.Person(other)) ? LikenessReasons.Contradicts : LikenessReasons.Several, 20);
        }
        var changed = pen.Change(claim, known, before);
        pen.Touch(known.PersonId);
        books.Add(claim, changed, books.Person(known.PersonId) with { Name = claim.As.Name, Birth = claim.Birth });
        return new(known.PersonId, known.Id, false);
    }

    static bool Contradicts(SaidOfPerson claim, LinkPerson person) =>
        Likeness.Of(claim.As.Name, person.Name) is NameLikeness.Different or NameLikeness.GivenOnly
        || BirthComparison.Of(claim.Birth, person.Birth) == BirthLikeness.Different;

    void Propose(Guid person, SaidOfPerson claim, LinkBooks books, LinkPen pen)
    {
        if (LinkBooks.LikenessKey(claim) is not { } key) return;
        var alike = books.Alike(key).Where(a => a.Person != person).DistinctBy(a => a.Person)
            .Select(a => (a.Person, Found: Comparing.Of(claim.As, a.As, clock.Today()))).Where(a => a.Found.Grade >= MatchGrade.Probable)
            .OrderByDescending(a => a.Found.Weight).Take(MostLikenesses);
        foreach (var (other, found) in alike) pen.MayBe(person, other, LikenessReasons.Alike, (int)found.Weight);
    }

    /// <summary>Takes the locks of claims that a transaction will link in several calls, at once and in order.</summary>
    public static Task LockAsync(DbConnection connection, IReadOnlyList<PersonClaim> claims, CancellationToken stop) =>
        LockAsync(connection, claims.Select(c => new SaidOfPerson(c)), stop);

    // Two processes that hear of somebody at once: whoever comes second waits, and then finds the person that the first has made. Numbers share 509
    // locks, taken in order, so that no batch is too large for the table of locks and none waits for another in a circle. A transaction remembers the highest
    // lock it took: a later call that needs a lower one must not wait for it (somebody may wait for us already), so where it is not free the transaction is
    // given up at once with 40001 and begins again.
    static async Task LockAsync(DbConnection connection, IEnumerable<SaidOfPerson> claims, CancellationToken stop)
    {
        if (!connection.IsPostgres()) return;
        var places = claims.SelectMany(c => c.Verified.Select(v => v.Folded).Append(c.Local.Length > 0 ? c.Holder + c.Local : ""))
            .Where(t => t.Length > 0).Select(t => (int)(Stable(t) % 509)).Distinct().Order().ToArray();
        if (places.Length == 0) return;
        const string top = "coalesce(nullif(current_setting('lieny.link_top', true), ''), '-1')::integer";
        var free = await connection.CellAsync("select bool_and(got) from (select case when place <= top then pg_try_advisory_xact_lock(20565, place) "
            + "else pg_advisory_xact_lock(20565, place)::text = '' end got "
            + $"from (select place, {top} top from unnest(@p0::integer[]) as t(place) order by place) s) taken", stop, places);
        if (free is not true)
            await connection.RunAsync("do $$ begin raise exception 'Persons of this transaction are being linked elsewhere; begin it again.' using errcode = '40001'; end $$", stop);
        await connection.RunAsync($"select set_config('lieny.link_top', greatest({top}, @p0)::text, true)", stop, places[^1]);
    }

    static uint Stable(string text) => text.Aggregate(2166136261u, (hash, c) => unchecked((hash ^ c) * 16777619));

    static async Task<Queue<long>> FreeNumbersAsync(DbConnection connection, int count, CancellationToken stop)
    {
        if (connection.IsPostgres())
            return new(await connection.RowsAsync("select nextval(pg_get_serial_sequence('records_patient', 'seq')) from generate_series(1, @p0)", r => r.GetInt64(0),
            stop, count));
        var last = Convert.ToInt64(await connection.CellAsync("select coalesce(max(seq), 0) from records_patient", stop),
            System.Globalization.CultureInfo.InvariantCulture);
        return new(Enumerable.Range(1, count).Select(n => last + n));
    }
}
