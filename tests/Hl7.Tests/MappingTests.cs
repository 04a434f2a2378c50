using System.Text.Json;

namespace LienY.Hl7.Tests;

/// <summary>What messages become, by the map.</summary>
public sealed class MappingTests
{
    [Fact]
    public void An_admission_becomes_patient_visit_and_diagnosis()
    {
        var entries = Samples.Entries(Samples.Admit());
        Assert.Equal(["Patient", "Encounter", "Condition"], entries.Select(e => e!.Text("resource", "resourceType")));
        var patient = entries.Resource("Patient");
        Assert.Equal("urn:lieny:id:facility:T0001", patient.Text("identifier", 0, "system"));
        Assert.Equal("urn:lieny:id:personal", patient.Text("identifier", 1, "system"));
        Assert.Equal("001099000001", patient.Text("identifier", 1, "value"));
        Assert.Equal("NGUYỄN THỊ THỬ", patient.Text("name", 0, "text"));
        Assert.Equal(("female", "1975-04-12", "0900000001"), (patient.Text("gender"), patient.Text("birthDate"), patient.Text("telecom", 0, "value")));
        Assert.Equal("Patient?identifier=urn%3Alieny%3Aid%3Afacility%3AT0001%7CBN0001", entries[0]!.Text("request", "url"));
        var visit = entries.Resource("Encounter");
        Assert.Equal(("in-progress", "IMP", "2026-11-20T08:30:00+07:00"), (visit.Text("status"), visit.Text("class", "code"), visit.Text("period", "start")));
        Assert.Equal(entries[0]!.Text("fullUrl"), visit.Text("subject", "reference"));
        Assert.Equal(("TRẦN VĂN MẪU", "BS01"), (visit.Text("participant", 0, "individual", "display"),
            visit.Text("participant", 0, "individual", "identifier", "value")));
        Assert.Equal("http://hl7.org/fhir/sid/icd-10", entries.Resource("Condition").Text("code", "coding", 0, "system"));
    }

    [Fact]
    public void A_discharge_ends_the_same_visit()
    {
        var (first, last) = (Samples.Entries(Samples.Admit()), Samples.Entries(Samples.Discharge()));
        Assert.Equal(first[1]!.Text("request", "url"), last[1]!.Text("request", "url"));
        Assert.Equal(("finished", "2026-11-22T10:00:00+07:00"), (last.Resource("Encounter").Text("status"), last.Resource("Encounter").Text("period", "end")));
    }

    [Fact]
    public void The_same_message_gives_the_same_bytes() =>
        Assert.Equal(Samples.Make(Samples.Results()).Bundle.ToArray(), Samples.Make(Samples.Results("R-2")).Bundle.ToArray());

    [Fact]
    public void An_order_becomes_a_request_and_leaves_the_patient_alone()
    {
        var entries = Samples.Entries(Samples.Order());
        Assert.Equal(("POST", "identifier=urn%3Alieny%3Aid%3Afacility%3AT0001%7CBN0001"),
            (entries[0]!.Text("request", "method"), entries[0]!.Text("request", "ifNoneExist")));
        var request = entries.Resource("ServiceRequest");
        Assert.Equal(("active", "order", "stat"), (request.Text("status"), request.Text("intent"), request.Text("priority")));
        Assert.Equal(("CD0001", "Đường huyết"), (request.Text("identifier", 0, "value"), request.Text("code", "text")));
        Assert.Equal(["nghi đái tháo đường", "lấy máu lúc đói"], request["note"]!.AsArray().Select(n => n!.Text("text")));
        Assert.Equal("revoked", Samples.Entries(Samples.Order().Replace("ORC|NW", "ORC|CA")).Resource("ServiceRequest").Text("status"));
    }

    [Fact]
    public void Results_become_a_report_with_its_figures_as_they_were_sent()
    {
        var entries = Samples.Entries(Samples.Results());
        var report = entries.Resource("DiagnosticReport");
        Assert.Equal(("final", "2026-11-21T09:30:00+07:00"), (report.Text("status"), report.Text("issued")));
        Assert.Equal(4, report["result"]!.AsArray().Count);
        Assert.Equal(("application/pdf", "JVBERi0xLjQ="), (report.Text("presentedForm", 0, "contentType"), report.Text("presentedForm", 0, "data")));
        var figures = entries.Where(e => e!.Text("resource", "resourceType") == "Observation").Select(e => e!["resource"]!).ToList();
        Assert.Equal("7.10", figures[0]["valueQuantity"]!["value"]!.ToJsonString());
        Assert.Equal(("mmol/L", "http://loinc.org", "H"), (figures[0].Text("valueQuantity", "code"), figures[0].Text("code", "coding", 0, "system"),
            figures[0].Text("interpretation", 0, "coding", 0, "code")));
        Assert.Equal("mẫu máu lúc đói", figures[0].Text("note", 0, "text"));
        Assert.Equal(("<", "0.05"), (figures[1].Text("valueQuantity", "comparator"), figures[1].Text("valueQuantity", "value")));
        Assert.Equal("O", figures[2].Text("valueCodeableConcept", "coding", 0, "code"));
        Assert.Equal("không có ký sinh trùng", figures[3].Text("valueString"));
        Assert.Equal(entries.Select(e => e!.Text("fullUrl")).Where(u => report["result"]!.AsArray().Any(r => r!.Text("reference") == u)).Count(), figures.Count);
    }

    [Theory]
    [InlineData("1,320")]
    [InlineData("âm tính")]
    [InlineData("1e5")]
    public void A_figure_that_is_no_number_stays_text_and_is_told(string value)
    {
        var made = Samples.Make(Samples.Results(value: value));
        Assert.True(made.IsSound);
        Assert.Equal(("OBX-5", FaultKind.NotANumber), made.Faults.Select(f => (f.Place, f.Kind)).Single());
        Assert.Equal(value, Samples.Entries(Samples.Results(value: value)).Resource("Observation").Text("valueString"));
    }

    [Theory]
    [InlineData("<5", "<", "5")]
    [InlineData("+05.0", "", "5.0")]
    [InlineData("-.5", "", "")]
    [InlineData("0", "", "0")]
    public void Signs_before_a_number_are_kept(string value, string comparator, string number)
    {
        var figure = Samples.Entries(Samples.Results(value: value)).Resource("Observation");
        Assert.Equal((comparator, number), (figure.Text("valueQuantity", "comparator"), figure.Text("valueQuantity", "value")));
    }

    [Fact]
    public void Wrong_content_is_refused_with_segment_field_and_what_was_expected()
    {
        var made = Samples.Make(Samples.Admit().Replace("19750412", "12/04/1975").Replace("|F|", "|X9|").Replace("|I|NOI", "|Q|NOI"));
        Assert.False(made.IsSound);
        Assert.True(made.Bundle.IsEmpty);
        Assert.Equal(["PID-7.1", "PV1-2.1"], made.Faults.Where(f => !f.IsWarning).Select(f => f.Place).Order());
        Assert.Contains("IMP", Samples.Entries(Samples.Admit()).Resource("Encounter").Text("class", "code"));
        Assert.Contains("I, O, E", made.Faults.Single(f => f.Place == "PV1-2.1").Expected);
    }

    [Theory]
    [InlineData("PID|1||BN0001^^^^MR~001099000001^^^CCCD^NI", "PID|1||", "PID-3.1")]
    [InlineData("|V0001|", "||", "PV1-19.1")]
    public void Without_an_identity_nothing_is_made(string what, string by, string place) =>
        Assert.Contains(Samples.Make(Samples.Admit().Replace(what, by)).Faults, f => f.Kind == FaultKind.Required && f.Place == place);

    [Fact]
    public void Another_kind_of_message_is_refused_with_those_that_are_taken()
    {
        var fault = Assert.Single(Samples.Make(Samples.Admit().Replace("ADT^A01^ADT_A01", "MFN^M02")).Faults);
        Assert.Equal((FaultKind.Unsupported, "MSH-9", "200"), (fault.Kind, fault.Place, fault.Code));
        Assert.Contains("ORU^R01", fault.Expected);
    }

    [Fact]
    public void A_merge_is_only_asked_for()
    {
        var made = Samples.Make(Samples.Merge());
        Assert.Equal(new MergeAsked("BN0001", "BN0009"), Assert.Single(made.Merges));
        Assert.Equal(["Patient"], made.Entries.Select(e => e.Type));
        Assert.False(Samples.Make(Samples.Merge(merged: "BN0001")).IsSound);
    }

    [Fact]
    public void Lines_of_a_sender_come_before_the_standard_ones()
    {
        var message = MessageReader.Read(Samples.Admit().Replace("|F|", "|2|")).Message!;
        var own = MapBook.Standard.With([new("Patient", "birthDate", "-", "", "", ""), new("Encounter", "serviceType.text", "=Khoa Nội", "", "", "")],
            [new("sex", "2", "female"), new("class", "I", "SS")]);
        var bundle = System.Text.Json.Nodes.JsonNode.Parse(BundleMaker.Make(message, own, Samples.Here).Bundle.Span)!["entry"]!.AsArray();
        var (patient, visit) = (bundle.Resource("Patient"), bundle.Resource("Encounter"));
        Assert.Equal(("female", "", "SS", "Khoa Nội"), (patient.Text("gender"), patient.Text("birthDate"), visit.Text("class", "code"),
            visit.Text("serviceType", "text")));
    }

    [Fact]
    public void Every_line_of_the_map_can_be_read()
    {
        Assert.All(MapBook.Standard.Elements, e => Assert.Null(MapBook.WrongPart(e)));
        Assert.NotNull(MapBook.WrongPart(new("Patient", "gender", "PID8", "", "", "")));
        Assert.NotNull(MapBook.WrongPart(new("Patient", "gender", "PID-8", "code:nothing", "", "")));
        Assert.NotNull(MapBook.WrongPart(new("Nobody", "gender", "PID-8", "", "", "")));
    }

    [Fact]
    public void What_goes_out_comes_in_again()
    {
        var entries = Samples.Entries(Samples.Results());
        var resources = entries.Select(e => JsonSerializer.SerializeToElement(e!["resource"])).GroupBy(r => r.GetProperty("resourceType").GetString()!)
            .ToDictionary(g => g.Key, g => (IReadOnlyList<JsonElement>)[.. g]);
        var message = OutgoingMaker.Make("ORU^R01", resources,
            new("LIENY", "SYT", "HIS", "T0001", "1", new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.FromHours(7))));
        var again = Samples.Entries(message.ToString());
        Assert.Equal(entries.Count, again.Count);
        var (before, after) = (entries.Where(e => e!.Text("resource", "resourceType") == "Observation").ToList(),
            again.Where(e => e!.Text("resource", "resourceType") == "Observation").ToList());
        for (var i = 0; i < before.Count; i++)
            foreach (var name in new[] { "valueQuantity", "valueString", "code", "status", "interpretation" })
                Assert.Equal(before[i]!["resource"]![name]?.ToJsonString(), after[i]!["resource"]![name]?.ToJsonString());
        Assert.Equal(entries[0]!["resource"]!["identifier"]!.ToJsonString(), again[0]!["resource"]!["identifier"]!.ToJsonString());
    }

    [Fact]
    public void Orders_and_patients_go_out_too()
    {
        var resources = Samples.Entries(Samples.Order()).Select(e => JsonSerializer.SerializeToElement(e!["resource"]))
            .GroupBy(r => r.GetProperty("resourceType").GetString()!)
            .ToDictionary(g => g.Key, g => (IReadOnlyList<JsonElement>)[.. g]);
        var head = new OutgoingHead("LIENY", "SYT", "HIS", "T0001", "1", new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.FromHours(7)));
        foreach (var type in OutgoingMaker.Types.Where(t => t != "ORU^R01"))
        {
            var message = OutgoingMaker.Make(type, resources, head);
            Assert.Equal((type, "BN0001", "NGUYỄN"), (message.Type, message.Text("PID-3.1"), message.Text("PID-5.1")));
            if (type != "ADT^A08") Assert.Equal(("NW", "CD0001", "XN01"), (message.Text("ORC-1"), message.Text("ORC-2"), message.Text("OBR-4")));
        }
    }
}
