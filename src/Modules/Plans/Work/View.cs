namespace LienY.Plans.Pages;

/// <summary>What a page of the live plan shows; each page has its own, made by the module and known to it alone.</summary>
public abstract record View;
