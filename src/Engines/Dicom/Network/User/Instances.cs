namespace LienY.Dicom;

/// <summary>Sends instances on an association, as user or within a get.</summary>
static class Instances
{
    /// <summary>Sends the C-STORE request in the syntax it is kept in, or another that stands; false where none stands or it cannot be opened so.</summary>
    public static async Task<bool> SendAsync(Association association, OutgoingInstance instance, ushort id, string originator, ushort move, CancellationToken stop)
    {
        foreach (var context in association.For(instance.SopClass).OrderByDescending(c => c.TransferSyntax == instance.TransferSyntax))
        {
            if (await instance.OpenAsync(context.TransferSyntax, stop) is not { } data) continue;
            await using (data)
                await association.SendAsync(context.Id, new DimseCommand(DimseVerb.Store)
                {
                    SopClass = instance.SopClass,
                    SopInstance = instance.SopInstance,
                    MessageId = id,
                    Priority = 0,
                    MoveOriginator = originator,
                    MoveMessageId = move,
                    HasData = true,
                }, data, stop);
            return true;
        }
        return false;
    }
}
