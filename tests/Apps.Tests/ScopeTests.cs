using FsCheck;
using FsCheck.Fluent;
using LienY.Fhir;

namespace LienY.Apps.Tests;

/// <summary>Scopes in both versions, what they allow, and what two lists have in common.</summary>
public sealed class ScopeTests
{
    [Theory]
    [InlineData("patient/Observation.rs", "patient/Observation.rs")]
    [InlineData("patient/Observation.read", "patient/Observation.rs")]
    [InlineData("user/*.write", "user/*.cud")]
    [InlineData("system/*.*", "system/*.cruds")]
    [InlineData("patient/Observation.rs?category=laboratory", "patient/Observation.rs?category=laboratory")]
    [InlineData("patient/Observation.rs?category=http://x.org|a&status=final", "patient/Observation.rs?category=http://x.org|a&status=final")]
    public void A_scope_is_read_and_written(string text, string written) => Assert.Equal(written, SmartScope.Parse(text)?.ToString());

    [Theory]
    [InlineData("patient/Observation")]
    [InlineData("patient/Observation.")]
    [InlineData("patient/Observation.sr")]
    [InlineData("patient/Observation.rr")]
    [InlineData("patient/Observation.rsx")]
    [InlineData("patient/observation.rs")]
    [InlineData("patient/Observation.rs?")]
    [InlineData("patient/Observation.rs?category")]
    [InlineData("patient/Observation.rs?=x")]
    [InlineData("patient/Observation.read?category=x")]
    [InlineData("patient/Obs ervation.rs")]
    [InlineData("patient/../Observation.rs")]
    [InlineData("group/Observation.rs")]
    [InlineData("Observation.rs")]
    [InlineData("")]
    public void What_is_no_scope_is_none(string text) => Assert.Null(SmartScope.Parse(text));

    [Fact]
    public void A_list_allows_what_one_of_it_allows()
    {
        var scopes = SmartScopes.Parse("openid launch/patient patient/Observation.rs?category=laboratory patient/Observation.rs?category=vital-signs patient/Patient.r user/Encounter.cruds odd/thing");
        Assert.True(scopes.Has("openid"));
        Assert.Equal(["odd/thing"], scopes.Unknown);
        Assert.Equal(["category=laboratory", "category=vital-signs"], scopes.Restrictions("Observation", ScopeVerbs.Search));
        Assert.Empty(scopes.Restrictions("Patient", ScopeVerbs.Read)!);
        Assert.Null(scopes.Restrictions("Patient", ScopeVerbs.Search));
        Assert.False(scopes.Allows("Observation", ScopeVerbs.Create));
        Assert.True(scopes.Allows("Encounter", ScopeVerbs.Delete));
        Assert.Null(scopes.Restrictions("Encounter", ScopeVerbs.Read, ScopeSeat.Patient));
        Assert.Equal([ScopeSeat.Patient], scopes.Seats("Observation", ScopeVerbs.Read));
    }

    [Fact]
    public void A_wider_scope_takes_the_place_of_a_narrower_one() =>
        Assert.Equal("patient/*.rs", SmartScopes.Parse("patient/Observation.r patient/*.rs patient/Observation.rs?category=x").ToString());

    [Theory]
    [InlineData("patient/*.cruds", "patient/Observation.rs", "patient/Observation.rs")]
    [InlineData("patient/Observation.rs", "patient/*.r", "patient/Observation.r")]
    [InlineData("patient/Observation.rs?status=final", "patient/Observation.rs?category=a", "patient/Observation.rs?category=a&status=final")]
    [InlineData("patient/Observation.rs", "user/Observation.rs", "")]
    [InlineData("openid patient/Observation.rs", "openid", "openid")]
    public void Two_lists_have_in_common_what_both_allow(string asked, string allowed, string common) =>
        Assert.Equal(common, SmartScopes.Parse(asked).Within(SmartScopes.Parse(allowed)).ToString());

    static Gen<SmartScope> Scopes =>
        from seat in Gen.Elements(ScopeSeat.Patient, ScopeSeat.User, ScopeSeat.System)
        from type in Gen.Elements("*", "Observation", "Patient", "Encounter")
        from verbs in Gen.Choose(1, 31)
        from query in Gen.Elements("", "", "category=a", "status=final&code=x|1")
        select new SmartScope(seat, type, (ScopeVerbs)verbs, query);

    [Fact]
    public void Every_scope_survives_being_written_and_read() =>
        Prop.ForAll(Scopes.ToArbitrary(), s => SmartScope.Parse(s.ToString()) == s).QuickCheckThrowOnFailure();

    [Fact]
    public void What_two_have_in_common_is_never_more_than_either() => Prop.ForAll(Scopes.Two().ToArbitrary(), two =>
    {
        var (a, b) = (two.Item1, two.Item2);
        if (a.Within(b) is not { } both) return true;
        return (both.Verbs & ~a.Verbs) == 0 && (both.Verbs & ~b.Verbs) == 0 && (a.Type == "*" || both.Type == a.Type) && (b.Type == "*" || both.Type == b.Type)
            && (both.Query.Length > 0 || (a.Query.Length == 0 && b.Query.Length == 0));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Leaving_out_what_is_covered_changes_nothing_that_is_allowed() => Prop.ForAll(Scopes.ListOf().ToArbitrary(), list =>
    {
        var scopes = SmartScopes.Parse(list.Select(s => s.ToString()));
        return new[] { "Observation", "Patient", "Other" }.All(type => new[] { ScopeVerbs.Read, ScopeVerbs.Search, ScopeVerbs.Create, ScopeVerbs.Update,
            ScopeVerbs.Delete }.All(verb =>
            scopes.Allows(type, verb) == list.Any(s => (s.Type == "*" || s.Type == type) && s.Verbs.HasFlag(verb))));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Nothing_that_is_sent_makes_the_reader_fall() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text => SmartScope.Parse(text ?? "") is null or { Verbs: not ScopeVerbs.None }).QuickCheckThrowOnFailure();
}
