using System.Text;
using LienY.Fhir;

namespace LienY.Bench;

/// <summary>Reads resources as a write does (structure checked, index values found) and as a repeated index does, on one core, and counts what it allocates.</summary>
static class FhirReadBench
{
    const int Times = 20_000;

    static readonly string observation = """
        {"resourceType":"Observation","id":"o-1","status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category",
        "code":"vital-signs"}]}],"code":{"coding":[{"system":"http://loinc.org","code":"8480-6","display":"Systolic blood pressure"}]},
        "subject":{"reference":"Patient/0191d0a2-3c55-7e02-9d4e-5f9b7f1f2a11"},"encounter":{"reference":"Encounter/0191d0a2-3c55-7e02-9d4e-5f9b7f1f2a12"},
        "effectiveDateTime":"2026-11-22T08:30:00+07:00","performer":[{"reference":"Practitioner/0191d0a2-3c55-7e02-9d4e-5f9b7f1f2a13"}],
        "valueQuantity":{"value":150,"unit":"mm[Hg]","system":"http://unitsofmeasure.org","code":"mm[Hg]"}}
        """;

    static readonly string patient = """
        {"resourceType":"Patient","id":"p-1","identifier":[{"system":"http://fhir.hl7.org.vn/core/sid/cccd","value":"012345678901"},
        {"system":"http://fhir.hl7.org.vn/core/sid/bhyt","value":"DN4010123456789"}],"active":true,
        "name":[{"use":"official","text":"Nguyễn Thị Đào","family":"Nguyễn","given":["Thị","Đào"]}],"telecom":[{"system":"phone","value":"0912345678"}],
        "gender":"female","birthDate":"1958-05-17","address":[{"line":["Bản Nà Khương"],"district":"Than Uyên","state":"Lai Châu","country":"VN"}],
        "managingOrganization":{"reference":"Organization/12001"}}
        """;

    public static Task RunAsync()
    {
        var start = Environment.CpuUsage.TotalTime;
        var first = ResourceReader.Read(Encoding.UTF8.GetBytes(observation), ReadMode.Check | ReadMode.Index);
        if (first.IsBad) throw new InvalidOperationException(first.Issues[0].Text);
        var opening = (Environment.CpuUsage.TotalTime - start).TotalMilliseconds;
        var rows = new List<string[]>();
        foreach (var (name, text) in new[] { ("Observation", observation), ("Patient", patient) })
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            foreach (var mode in new[] { ReadMode.Outline, ReadMode.Check, ReadMode.Index, ReadMode.Check | ReadMode.Index })
                rows.Add(Row($"{name}, {bytes.Length} bytes", $"{mode}", ResourceReader.Read(bytes, mode).Values.Count, Times, () => ResourceReader.Read(bytes, mode)));
            var read = ResourceReader.Read(bytes, ReadMode.Check);
            rows.Add(Row($"{name}, {bytes.Length} bytes", "id put in its place", 0, Times, () => Splice.Keep(read, "0191d0a2-3c55-7e02-9d4e-5f9b7f1f2a14", out _)));
        }
        var entries = string.Join(',', Enumerable.Range(0, 40).Select(i => Entry(i == 0 ? ("Patient", patient) : ("Observation", observation))));
        var bundle = Encoding.UTF8.GetBytes("{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[" + entries + "]}");
        rows.Add(Row($"bundle of 40 entries, {bundle.Length} bytes", "outline", 0, Times / 40, () => BundleReader.Read(bundle)));
        rows.Add(Row($"bundle of 40 entries, {bundle.Length} bytes", "outline and every resource", 0, Times / 40, () =>
        {
            foreach (var entry in BundleReader.Read(bundle).Entries) ResourceReader.Read(entry.Resource, ReadMode.Check | ReadMode.Index);
        }));
        Machine.Table("FHIR: one pass over the bytes, one core", ["what", "how", "index rows", "processor µs", "allocated bytes"], rows);
        Machine.Table("FHIR: definitions", ["what", "processor ms"], [["first Observation read by a new process", Machine.Say(opening)]]);
        return Task.CompletedTask;
    }

    static string Entry((string Type, string Text) resource) =>
        "{\"resource\":" + resource.Text + ",\"request\":{\"method\":\"POST\",\"url\":\"" + resource.Type + "\"}}";

    static string[] Row(string what, string how, int values, int times, Action read)
    {
        for (var i = 0; i < times; i++) read();
        var best = double.MaxValue;
        var before = GC.GetAllocatedBytesForCurrentThread();
        // Processor time, because the machine may be shared; the best of five, because the processor's clock may be too.
        for (var round = 0; round < 5; round++)
        {
            var start = Environment.CpuUsage.TotalTime;
            for (var i = 0; i < times; i++) read();
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - start).TotalMicroseconds / times);
        }
        return [what, how, values == 0 ? "" : $"{values}", Machine.Say(best, 1), Machine.Say((GC.GetAllocatedBytesForCurrentThread() - before) / 5.0 / times, 0)];
    }
}
