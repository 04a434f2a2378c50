using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace LienY.Reading.Tests;

/// <summary>Whatever comes in, the reader answers with a reading that holds together or with a refusal.</summary>
public sealed class MutationTests
{
    static readonly string[] Plans = ["hop-tac-benh-vien-nhi", "ttyt-huyen-chi-tieu", "ghi-nho-hop-tac", "dan-so", "nguoi-cao-tuoi"];
    static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(60);

    static bool HoldsTogether(byte[] bytes, string name)
    {
        PlanReading plan;
        try
        {
            plan = PlanReader.Read(bytes, name);
        }
        catch (ReadingRefusal)
        {
            return true;
        }
        var spans = plan.Indicators.Select(i => i.Lines).Concat(plan.Activities.Select(a => a.Lines)).Concat(plan.Tasks.Select(t => t.Lines)).Concat(plan.Duties.Select(d => d.Lines))
            .Concat(plan.Budgets.Select(b => b.Lines)).Concat(plan.ReportObligations.Select(o => o.Lines)).Concat(plan.Warnings.Select(w => w.Lines)).Concat(plan.Documents.Select(d => d.Lines));
        return spans.All(s => 1 <= s.First && s.First <= s.Last && s.Last <= plan.Text.Count) && plan.Indicators.All(i => plan.Documents.Any(d => d.Id == i.Document)) && PlanJson.Write(plan).Length > 2;
    }

    [Fact]
    public void Mutated_bytes_never_break_the_reader() =>
        Check.One(Runs, Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new System.Random(seed);
            var bytes = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Plans", Plans[seed % Plans.Length] + ".txt"));
            for (var i = 0; i < 1 + seed % 20; i++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            return HoldsTogether(bytes, "a.txt");
        }));

    [Fact]
    public void Shuffled_and_cut_lines_never_break_the_reader() =>
        Check.One(Runs, Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new System.Random(seed);
            var lines = Plans.SelectMany(p => File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Plans", p + ".txt"))).ToList();
            for (var i = 0; i < 12; i++)
            {
                var at = random.Next(lines.Count);
                switch (random.Next(5))
                {
                    case 0: lines.RemoveAt(at); break;
                    case 1: lines.Insert(at, lines[random.Next(lines.Count)]); break;
                    case 2: lines[at] = lines[at][..random.Next(lines[at].Length + 1)]; break;
                    case 3: lines[at] = lines[at].Replace(' ', '\t'); break;
                    default: lines[at] += "((( 12,,3.. % / " + lines[random.Next(lines.Count)]; break;
                }
            }
            return HoldsTogether(Encoding.UTF8.GetBytes(string.Join('\n', lines)), "a.txt");
        }));

    [Fact]
    public void Any_text_under_a_plan_head_is_survived() =>
        Check.One(Runs, Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
            HoldsTogether(Encoding.UTF8.GetBytes("Số: 1/KH-SYT\nKẾ HOẠCH\nHợp tác\nI. MỤC TIÊU\n1. Chung\n- " + text + "\nII. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế: " + text + "\nNơi nhận:\n- " + text), "a.txt")));

    [Fact]
    public void Mutated_docx_never_breaks_the_reader()
    {
        var whole = DocxPlan.Usual(DocxPlan.Grid(DocxPlan.Row("TT", "Nội dung", "Thời gian"), DocxPlan.Row("1", "Đào tạo", "Quý I/2025"))).Bytes();
        Check.One(Runs, Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new System.Random(seed);
            var bytes = (byte[])whole.Clone();
            for (var i = 0; i < 1 + seed % 4; i++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            return HoldsTogether(bytes, "a.docx");
        }));
    }
}
