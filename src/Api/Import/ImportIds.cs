using System.Text;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Writing;

namespace Buurthulp.Api.Import;

/// <summary>
/// Command ids that follow from the ids in the files: UUID version 5 (RFC 9562, section 5.5) over <c>&lt;community&gt;/&lt;kind&gt;/&lt;id&gt;</c>.
/// The same files give the same ids, so that a second import adds nothing.
/// </summary>
public sealed class ImportIds(CommunityCode community)
{
    /// <summary>The namespace of all imports. It never changes: ids in journals follow from it.</summary>
    public static readonly Guid Namespace = new("5e2fbd1c-7c0a-4b0e-9d0b-3f1a86c2d417");

    /// <summary>
    /// The <paramref name="id"/> as it stands in the file, of a <paramref name="kind"/> such as <c>exchange</c> or <c>member</c>, which holds no '/'.
    /// </summary>
    public Guid Of(string kind, string id) => EntryIds.Version5(Namespace, Encoding.UTF8.GetBytes($"{community}/{kind}/{id}"));
}
