using System.Buffers.Binary;
using System.Security.Cryptography;
using LienY.Kernel;

namespace LienY.Training;

/// <summary>
/// When an online session asks "còn ở đây?": one moment, hidden beforehand, in each block of twenty minutes, open for three. They follow from a key of the installation,
/// so that nothing has to be stored and every process knows the same.
/// </summary>
sealed class Prompts(Keys keys)
{
    /// <summary>One question in so much time.</summary>
    public static readonly TimeSpan Block = TimeSpan.FromMinutes(20);

    /// <summary>How long it may be answered.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(3);

    /// <summary>The prompts of a session; none where the class has none or the session is held in a hall.</summary>
    public IReadOnlyList<Span> Of(TrainingClass of, ClassSession session)
    {
        if (!of.HasPrompts || !session.IsOnline) return [];
        var key = keys.Derive("training-prompt/" + session.Id.ToString("N"), 32);
        var all = new List<Span>();
        for (var block = 0; session.StartsAt + ((block + 1) * Block) <= session.EndsAt; block++)
        {
            var hash = HMACSHA256.HashData(key, BitConverter.GetBytes(block));
            // Not in the first minutes of a block: two questions never touch.
            var second = BinaryPrimitives.ReadUInt32BigEndian(hash) % (uint)(Block - Window - Window).TotalSeconds;
            var at = session.StartsAt + (block * Block) + Window + TimeSpan.FromSeconds(second);
            all.Add(new(at, at + Window));
        }
        return all;
    }
}
