namespace Buurthulp.Api.Web.Pages.SignIn;

/// <summary>What the part of a page for passkeys is for.</summary>
/// <param name="Kind"><c>use</c> or <c>make</c>.</param>
/// <param name="AsksShared">Whether it asks if others use the device too.</param>
internal sealed record PasskeyPart(string Kind, bool AsksShared = false);
