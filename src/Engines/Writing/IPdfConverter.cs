namespace LienY.Writing;

/// <summary>Turns a Word document into PDF.</summary>
public interface IPdfConverter
{
    /// <summary>Converts one document.</summary>
    /// <param name="docx">The bytes of the DOCX file.</param>
    /// <param name="cancel">Gives the work up; the converting process is ended too.</param>
    /// <returns>The bytes of the PDF file.</returns>
    /// <exception cref="PdfUnavailable">The converting program is not installed.</exception>
    /// <exception cref="PdfTimedOut">It did not finish in time, twice.</exception>
    /// <exception cref="PdfFailed">It ended without a PDF, twice.</exception>
    Task<byte[]> ConvertAsync(ReadOnlyMemory<byte> docx, CancellationToken cancel = default);
}

/// <summary>A document could not be turned into PDF.</summary>
public abstract class PdfError(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>The converting program is not installed on this machine; the message names the packages to install.</summary>
public sealed class PdfUnavailable(string message, Exception? cause = null) : PdfError(message, cause);

/// <summary>The converting program did not finish within the time limit and was ended.</summary>
public sealed class PdfTimedOut(string message) : PdfError(message);

/// <summary>The converting program ended without a valid PDF; the message holds what it said.</summary>
public sealed class PdfFailed(string message) : PdfError(message);
