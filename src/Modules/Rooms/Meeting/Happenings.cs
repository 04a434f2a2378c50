using System.Text.Json;
using System.Text.Json.Serialization;
using LienY.Contracts;

namespace LienY.Rooms;

/// <summary>One thing that happened in a room: in its order, never changed. What a room is follows from them; the pages get the same ones.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Seated), "seated")]
[JsonDerivedType(typeof(Unseated), "unseated")]
[JsonDerivedType(typeof(Waited), "waited")]
[JsonDerivedType(typeof(Admitted), "admitted")]
[JsonDerivedType(typeof(TurnedAway), "turned")]
[JsonDerivedType(typeof(Entered), "entered")]
[JsonDerivedType(typeof(Left), "left")]
[JsonDerivedType(typeof(RoleGiven), "role")]
[JsonDerivedType(typeof(FloorGiven), "floor")]
[JsonDerivedType(typeof(HandRaised), "hand")]
[JsonDerivedType(typeof(Said), "said")]
[JsonDerivedType(typeof(Captioned), "caption")]
[JsonDerivedType(typeof(Shown), "shown")]
[JsonDerivedType(typeof(Drawn), "drawn")]
[JsonDerivedType(typeof(Erased), "erased")]
[JsonDerivedType(typeof(RecordingAsked), "asked")]
[JsonDerivedType(typeof(Consented), "consented")]
[JsonDerivedType(typeof(RecordingStarted), "started")]
[JsonDerivedType(typeof(RecordingPaused), "paused")]
[JsonDerivedType(typeof(RecordingStopped), "stopped")]
[JsonDerivedType(typeof(Closed), "closed")]
abstract record Happening
{
    /// <summary>From 1, without a gap.</summary>
    public long Seq { get; init; }

    /// <summary>When; never before the one before it, whatever the clock does.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>How they are written, for the table and for the pages.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}

/// <summary>Somebody is expected, or is now expected otherwise; <paramref name="Number"/> is theirs in this room for ever, from 0: what sound and pictures go by.</summary>
sealed record Seated(Guid Seat, Guid? UserId, string Name, Guid? OrganisationId, string Organisation, RoomRole Role, int Number = -1) : Happening;

/// <summary>Somebody is no longer expected.</summary>
sealed record Unseated(Guid Seat) : Happening;

/// <summary>A guest stands in the lobby, or went away from it.</summary>
sealed record Waited(Guid Seat, bool On) : Happening;

/// <summary>A guest was let in by the chair or the secretary.</summary>
sealed record Admitted(Guid Seat, Guid By) : Happening;

/// <summary>Somebody was sent away; a guest may come in only when admitted again.</summary>
sealed record TurnedAway(Guid Seat, Guid By) : Happening;

/// <summary>Somebody is in the room.</summary>
sealed record Entered(Guid Seat) : Happening;

/// <summary>Somebody is no longer in the room: <c>left</c>, <c>lost</c> (the line), <c>removed</c>, <c>again</c> (entered on another device) or <c>closed</c>.</summary>
sealed record Left(Guid Seat, string Why) : Happening;

/// <summary>A role changed hands; where it is the chair, who had it is an expert from now on.</summary>
sealed record RoleGiven(Guid Seat, RoomRole Role, Guid By, Guid? Former) : Happening;

/// <summary>Who holds the pointer; null: nobody.</summary>
sealed record FloorGiven(Guid? Seat, Guid By) : Happening;

/// <summary>A hand went up or down.</summary>
sealed record HandRaised(Guid Seat, bool Up) : Happening;

/// <summary>Something was written to everybody.</summary>
sealed record Said(Guid Seat, string Text) : Happening;

/// <summary>The interpreter or a secretary typed what is being said, in <c>vi</c>, <c>zh</c> or <c>en</c>, for those who read along.</summary>
sealed record Captioned(Guid Seat, string Text, string Language) : Happening;

/// <summary>Something was put before everybody; null: nothing.</summary>
sealed record Shown(string? Key, string? Name, string? What, Guid By) : Happening;

/// <summary>A line or a measurement on what is shown, in thousandths of its width.</summary>
sealed record Drawn(Guid Seat, string Exhibit, Stroke Stroke) : Happening;

/// <summary>Strokes were taken away: one, or all of what is shown.</summary>
sealed record Erased(Guid Seat, string Exhibit, string? Stroke) : Happening;

/// <summary>The chair or the secretary asks for a recording; <paramref name="Text"/> is the edition of the words of consent.</summary>
sealed record RecordingAsked(Guid Recording, Guid By, int Text, bool Teaching) : Happening;

/// <summary>Somebody agreed or did not; <paramref name="Teaching"/> is the second consent.</summary>
sealed record Consented(Guid Recording, Guid Seat, bool Yes, bool Teaching, int Text) : Happening;

/// <summary>Everyone present agreed: it runs, for the first time or again.</summary>
sealed record RecordingStarted(Guid Recording) : Happening;

/// <summary>Somebody came who has not agreed yet.</summary>
sealed record RecordingPaused(Guid Recording, Guid Seat) : Happening;

/// <summary>It ended; <paramref name="By"/> is null where nobody is left, <paramref name="IsTeaching"/> where everyone gave the second consent.</summary>
sealed record RecordingStopped(Guid Recording, Guid? By, bool WasMade, bool IsTeaching) : Happening;

/// <summary>The meeting ended: <c>leader</c>, <c>outside</c> or <c>idle</c>.</summary>
sealed record Closed(Guid? By, string Why) : Happening;

/// <summary>A drawn line: <c>free</c> (points), <c>line</c>, <c>arrow</c>, <c>measure</c> (two points). Points are x and y in turn, thousandths of the width.</summary>
sealed record Stroke(string Id, int Page, string Form, IReadOnlyList<int> Points);
