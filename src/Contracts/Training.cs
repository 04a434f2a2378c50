namespace LienY.Contracts;

/// <summary>A class as others need it.</summary>
/// <param name="Mode"><c>on-site</c>, <c>at-host</c>, <c>online</c> or <c>blended</c>.</param>
/// <param name="HostId">Organisation that teaches.</param>
/// <param name="Techniques">Codes of the techniques it is about.</param>
/// <param name="IsConcluded">Its results stand.</param>
public sealed record ClassCard(Guid Id, string Code, string Name, string Mode, Guid HostId, DateOnly From, DateOnly To, IReadOnlyList<string> Techniques, bool IsConcluded);

/// <summary>Questions about classes, answered by Training.</summary>
public interface IClasses
{
    /// <summary>Classes that the caller may see and that fit the words, newest first.</summary>
    Task<IReadOnlyList<ClassCard>> SearchAsync(string text, int most, CancellationToken stop);

    /// <summary>One class; null where there is none the caller may see.</summary>
    Task<ClassCard?> FindAsync(Guid id, CancellationToken stop);

    /// <summary>Opens a class for a refresher that Transfer asks for; returns its id (a draft that people complete).</summary>
    Task<Guid> ProposeAsync(string name, Guid host, Guid learner, IReadOnlyList<string> techniques, string reason, CancellationToken stop);
}
