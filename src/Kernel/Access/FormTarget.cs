namespace LienY.Kernel;

/// <summary>
/// A feature of a request: where its form may lead besides our own site (the address that an application registered). Browsers hold redirects after a form
/// to the same rule, so a page that hands over to an application must name it.
/// </summary>
public sealed record FormTarget(string Origin);
