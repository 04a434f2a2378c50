namespace LienY.Fhir;

/// <summary>
/// One row of the search index, as the one pass over a resource finds it. Which fields carry something follows from <see cref="Kind"/>:
/// token: <see cref="Code"/>, <see cref="System"/> (0 where the element has none); reference: <see cref="Code"/> = <see cref="Hashes.Reference"/> of
/// <c>Type/id</c> or of an absolute address; uri and string: <see cref="Text"/>; date: <see cref="From"/> up to but not including <see cref="To"/>, UTC
/// milliseconds; number: <see cref="Low"/> to <see cref="High"/>; quantity: the same, and <see cref="Code"/> = <see cref="Hashes.Unit"/> (0: the bare
/// number) – one row for the bare number; one for the canonical unit where it is UCUM and known, otherwise for system and code and for the bare code; one for the
/// written unit where it says something else than the code (not in composites); composite: <see cref="Code"/> and
/// <see cref="System"/> of the first part, which is a token, and the second part in <see cref="Other"/>, <see cref="OtherSystem"/> (token),
/// <see cref="From"/>/<see cref="To"/> (date), <see cref="Low"/>/<see cref="High"/> with <see cref="Other"/> = unit (quantity, number), <see cref="Text"/>
/// (string, folded), <see cref="Other"/> (reference); where the first part is a reference it stands in <see cref="Code"/>. Beside its own kind a token parameter
/// gives string rows under the same number (text of a concept, display of a coding, for <c>:text</c>; not those whose code begins with combo-), and a reference
/// parameter token rows (its identifier, for <c>:identifier</c>). Location near gives one number row: latitude, longitude. Codes without a system in the element
/// have that of their required binding; telecom has the kind of contact (phone, email) as its system; deceased is true or false, also where nothing is said.
/// </summary>
/// <param name="Pid">Of the <see cref="SearchParam"/>.</param>
/// <param name="Kind">Which table it belongs to.</param>
public readonly record struct IndexValue(int Pid, ParamKind Kind, long Code = 0, long System = 0, long From = 0, long To = 0, double Low = 0, double High = 0,
    string? Text = null, long Other = 0, long OtherSystem = 0);
