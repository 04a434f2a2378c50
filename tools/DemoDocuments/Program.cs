using LienY.DemoDocuments;
using LienY.Writing;

var root = new DirectoryInfo(AppContext.BaseDirectory);
while (root is not null && !File.Exists(Path.Combine(root.FullName, "LienY.slnx")))
    root = root.Parent;
var folder = args is [var given] ? given : Path.Combine(root?.FullName ?? ".", "src", "Server", "Demo", "Documents");
Directory.CreateDirectory(folder);
foreach (var (name, plan) in DemoPlans.All)
{
    await File.WriteAllBytesAsync(Path.Combine(folder, name), OfficialDocx.Write(plan));
    Console.WriteLine(Path.Combine(folder, name));
}
