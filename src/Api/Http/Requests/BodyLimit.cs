namespace Buurthulp.Api.Http.Requests;

/// <summary>How much a request may send.</summary>
internal static class BodyLimit
{
    /// <summary>An exchange of 200 people takes some 15 kB; nothing sensible is longer than this.</summary>
    public const int MostBytes = 64 * 1024;
}
