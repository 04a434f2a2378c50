using LienY.Bench;

// bench scale [--facts N] [--database sqlite|postgres|both] [--folder DIR]: a national network generated and measured.
// bench persons [--count N] [--database sqlite|postgres|both]: the person index: linking, search, match.
// bench codes [--folder DIR]: code lists loaded and searched.
// bench [ledger|import|report|start|pages|fresh|formulas|feed|insurance|hl7|audit|records|fhir-read|media|rooms|calls|certificates|credits|training …]: runs the named measures (all without names) and prints
// one table each.
var measures = new Dictionary<string, Func<Task>>
{
    ["ledger"] = LedgerBench.RunAsync,
    ["import"] = ImportBench.RunAsync,
    ["report"] = ReportBench.RunAsync,
    ["reports"] = ReportsBench.RunAsync,
    ["start"] = StartBench.RunAsync,
    ["pages"] = PagesBench.RunAsync,
    ["fresh"] = FreshBench.RunAsync,
    ["formulas"] = FormulaBench.RunAsync,
    ["feed"] = FeedBench.RunAsync,
    ["insurance"] = InsuranceBench.RunAsync,
    ["hl7"] = Hl7Bench.RunAsync,
    ["audit"] = AuditBench.RunAsync,
    ["records"] = RecordBench.RunAsync,
    ["fhir-read"] = FhirReadBench.RunAsync,
    ["media"] = MediaBench.RunAsync,
    ["training"] = TrainingBench.RunAsync,
    ["rooms"] = RoomsBench.RunAsync,
    ["calls"] = CallsBench.RunAsync,
    ["credits"] = CreditsBench.RunAsync,
    ["certificates"] = CertificatesBench.RunAsync,
    ["documents"] = DocumentsBench.RunAsync,
    ["signing"] = SigningBench.RunAsync,
};
if (args is ["media-load"])
{
    await MediaLoad.RunAsync();
    return;
}
Machine.Print();
if (args is ["persons", ..])
{
    await PersonBench.RunAsync(args[1..]);
    return;
}
if (args is ["documents", _, ..])
{
    await DocumentsBench.RunAsync(args[1..]);
    return;
}
if (args is ["codes", ..])
{
    await CodesBench.RunAsync(args[1..]);
    return;
}
if (args is ["scale", ..])
{
    await ScaleBench.RunAsync(args[1..]);
    return;
}
foreach (var name in args.Length > 0 ? args : [.. measures.Keys]) await measures[name]();
