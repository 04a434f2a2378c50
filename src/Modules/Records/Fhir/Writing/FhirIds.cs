namespace LienY.Records;

/// <summary>Ids that the server gives.</summary>
static class FhirIds
{
    /// <summary>A new logical id.</summary>
    public static string New(DateTimeOffset at) => Guid.CreateVersion7(at).ToString();

    /// <summary>The visit as the pages know it: the id itself where it is one of theirs, else one that follows from it.</summary>
    public static Guid Visit(FhirSeat seat, string id) => Guid.TryParseExact(id, "D", out var known) ? known : Fids.Of(seat.HolderId, "", "Encounter", id);
}
