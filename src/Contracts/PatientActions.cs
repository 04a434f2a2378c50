namespace LienY.Contracts;

/// <summary>Something that may be done for a person whose record is open. <paramref name="Label"/>: ready to show, a verb.</summary>
public sealed record PatientDoor(string Label, string Href);

/// <summary>What a module offers beside an open record, answered by any module and shown by Records. It says nothing of the person.</summary>
public interface IPatientAction
{
    /// <summary>What the present caller may do for this person; empty: nothing.</summary>
    Task<IReadOnlyList<PatientDoor>> OfAsync(Guid person, CancellationToken stop);
}
