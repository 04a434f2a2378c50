namespace LienY.Imaging.Pages;

/// <summary>What the viewer shows: the study with its series, and the pictures that were marked.</summary>
sealed record ViewerView(OpenStudy Study, IReadOnlyList<KeyImage> Keys);
