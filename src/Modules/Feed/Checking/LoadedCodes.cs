using LienY.Contracts;
using LienY.Insurance;

namespace LienY.Feed;

/// <summary>The code lists that were loaded into the house, for the check of files.</summary>
sealed class LoadedCodes(ICodeCalendar calendar) : IListedCodes
{
    /// <inheritdoc/>
    public bool? Holds(string list, string code, DateOnly day) => calendar.Holds(list switch
    {
        "icd10" => CodeSystems.Icd10,
        "techniques" => CodeSystems.Techniques,
        "drugs" => CodeSystems.Drugs,
        _ => CodeSystems.Facilities,
    }, code, day);
}
