using Microsoft.AspNetCore.Http;

namespace LienY.Imaging;

/// <summary>What a DICOMweb client asked wrongly, in English for programs (RFC 9457). Who may not see something is told that it is not there.</summary>
sealed class WebProblem(int status, string title) : Exception(title)
{
    /// <summary>HTTP status.</summary>
    public int Status => status;

    /// <summary>404: not there, or not for this reader.</summary>
    public static WebProblem Missing() => new(StatusCodes.Status404NotFound, "There is no such study, series, instance or frame for this reader.");

    /// <summary>406.</summary>
    public static WebProblem NotAcceptable(string offered) => new(StatusCodes.Status406NotAcceptable, "None of the accepted media types can be given; offered: " + offered);

    /// <summary>400.</summary>
    public static WebProblem Bad(string why) => new(StatusCodes.Status400BadRequest, why);

    /// <summary>The answer.</summary>
    public IResult Result() => Results.Problem(title: Message, statusCode: status);
}
