using System.Net;
using System.Text;
using LienY.Contracts;
using LienY.Hl7;

namespace LienY.Exchange;

/// <summary>A laboratory system of a demonstration hospital sends a few invented messages, one of them wrong; another system knocks and is not known.</summary>
sealed class ExchangeDemonstration(ExchangeStore store, Intake intake, Facilities facilities, TimeProvider clock) : IDemonstration
{
    /// <inheritdoc/>
    public int Order => 47;

    /// <inheritdoc/>
    public async Task TellAsync(DemoWorld world, CancellationToken stop)
    {
        if (!world.Organisations.TryGetValue("bvdk-than-uyen", out var unit)) return;
        var code = (await facilities.OfAsync(unit, stop)).Code;
        store.Links.Add(new Link
        {
            OrganisationId = unit,
            Name = "Phòng xét nghiệm (mẫu)",
            Application = "LIS",
            Facility = code,
            Addresses = "127.0.0.1; 10.20.0.0/16",
            MadeAt = clock.GetUtcNow(),
            MadeByName = "Trình diễn"
        });
        store.Receivers.Add(new Receiver
        {
            OrganisationId = unit,
            Name = "Hệ thống hình ảnh (mẫu)",
            Host = "pacs.invalid",
            Port = 2575,
            ToApplication = "RIS",
            ToFacility = code,
            Events = "ADT^A08;OMI^O23",
            MadeAt = clock.GetUtcNow(),
            MadeByName = "Trình diễn",
            NextAt = clock.GetUtcNow().AddYears(10),
        });
        await store.SaveChangesAsync(stop);
        var at = Hl7Time.Write(clock.GetUtcNow().ToOffset(Hl7Time.Vietnam));
        string Head(string application, string type, string control) =>
            $"MSH|^~\\&|{application}|{code}|LIENY|{code}|{at}||{type}|{control}|P|2.5.1||||||UNICODE UTF-8\r";
        const string person = "PID|1||MAU-0001^^^^MR||NGUYỄN^THỊ MẪU||19800115|F|||Bản Mẫu^^Xã Than Uyên\rPV1|1|O|||||||||||||||||MAU-V1\r";
        var result = person + "ORC|RE|MAU-CD1|MAU-KQ1\rOBR|1|MAU-CD1|MAU-KQ1|SHM^Sinh hóa máu^L|||" + at + "|||||||||||||||" + at + "||LAB|F\rOBX|1|NM|2345-7^Glucose^LN||5.60|mmol/L|3.9-6.4|N|||F\rOBX|2|NM|XN02^Định tính^L||âm tính||||||F\r";
        foreach (var text in new[]
        {
            Head("LIS", "ADT^A04^ADT_A01", "MAU-1") + person, Head("LIS", "ORU^R01^ORU_R01", "MAU-2") + result,
            Head("LIS", "ORU^R01^ORU_R01", "MAU-3") + result.Replace("19800115", "15/01/1980", StringComparison.Ordinal),
                Head("MAY-SIEU-AM", "ADT^A04", "MAU-4") + person,
        })
            await intake.TakeAsync(Encoding.UTF8.GetBytes(text), IPAddress.Loopback, stop);
    }
}
