using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Plans;

/// <summary>Answers <see cref="IPlanImports"/>: a paper of the register is taken in like an uploaded file.</summary>
sealed class PlanImports(Importing importing, Caller caller) : IPlanImports
{
    /// <inheritdoc/>
    public bool May(Guid owner) => caller.May(Rights.Import, owner);

    /// <inheritdoc/>
    public async Task<string> ReceiveAsync(Guid owner, string fileName, byte[] content, CancellationToken stop)
    {
        caller.Must(Rights.Import, owner);
        return $"/plans/imports/{(await importing.ReceiveAsync(owner, fileName, content, false, stop)).Id}";
    }
}
