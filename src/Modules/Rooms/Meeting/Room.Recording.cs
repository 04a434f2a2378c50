using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Rooms;

/// <summary>Recording, only while everyone present agrees.</summary>
sealed partial class Room
{
    /// <summary>Present edition of the words of consent; a consent is kept with the edition that was read.</summary>
    public const int ConsentText = 1;

    /// <summary>The chair or a secretary asks for a recording; asking is agreeing.</summary>
    public void AskToRecord(Guid by, Guid recording, bool teaching, DateTimeOffset at)
    {
        if (Inside(by).Role is not (RoomRole.Chair or RoomRole.Secretary)) throw Refusal.Forbidden("Chỉ chủ tọa hoặc thư ký đề nghị ghi hình.");
        if (!card.MayRecord) throw Refusal.Conflict("Cuộc họp này không được ghi hình.");
        if (Tape is not null) throw Refusal.Conflict("Đã có một đề nghị ghi hình.");
        Tell(new RecordingAsked(recording, by, ConsentText, teaching), at);
        Agree(by, recording, true, teaching, ConsentText, at);
    }

    /// <summary>Agrees or not. One who does not agree ends it for everybody.</summary>
    public void Agree(Guid by, Guid recording, bool yes, bool teaching, int text, DateTimeOffset at)
    {
        Inside(by);
        if (Tape is null || Tape.Id != recording) throw Refusal.Conflict("Đề nghị ghi hình này không còn nữa.");
        if (text != Tape.Text) throw Refusal.Conflict("Lời đồng ý đã đổi. Xin tải lại trang để đọc bản mới.");
        Tell(new Consented(recording, by, yes, yes && teaching && Tape.Teaching, text), at);
        if (!yes) Stop(by, at);
        else Weigh(at);
    }

    /// <summary>Anyone present may stop it.</summary>
    public void StopRecording(Guid by, DateTimeOffset at)
    {
        Inside(by);
        if (Tape is not null) Stop(by, at);
    }

    void Stop(Guid? by, DateTimeOffset at)
    {
        var tape = Tape!;
        Tell(new RecordingStopped(tape.Id, by, tape.WasMade, tape.WasMade && tape.Teaching && tape.Agreed.Values.All(t => t)), at);
    }

    /// <summary>Runs while everyone present has agreed, stands still as soon as one has not.</summary>
    void Weigh(DateTimeOffset at)
    {
        if (Tape is null || !Present.Any()) return;
        var missing = Present.FirstOrDefault(s => !Tape.Agreed.ContainsKey(s.Id));
        if (missing is null && !Tape.IsRunning) Tell(new RecordingStarted(Tape.Id), at);
        else if (missing is not null && Tape.IsRunning) Tell(new RecordingPaused(Tape.Id, missing.Id), at);
    }
}
