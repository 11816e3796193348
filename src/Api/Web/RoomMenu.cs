namespace Buurthulp.Api.Web;

/// <summary>A page of a room, in its menu.</summary>
internal sealed record Room(string Address, string Text);

/// <summary>The menu of a room: the desk, the books, the admin's or the shop's.</summary>
internal sealed class RoomMenu
{
    /// <param name="label">What the room is called, for those who don't see it.</param>
    /// <param name="path">Of this page. The page with the longest address that it stands under is where somebody is.</param>
    /// <param name="rooms">In order; the first is the room's own first page, under which every page would stand.</param>
    public RoomMenu(string label, string path, IReadOnlyList<Room> rooms)
    {
        (Label, Rooms) = (label, rooms);
        Here = rooms.Where((room, index) => path == room.Address || (index > 0 && path.StartsWith(room.Address + "/", StringComparison.Ordinal))).MaxBy(room => room.Address.Length);
    }

    public string Label { get; }

    public IReadOnlyList<Room> Rooms { get; }

    /// <summary>Null on a page that is in no room of the menu.</summary>
    public Room? Here { get; }
}
