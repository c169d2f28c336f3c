using System.ComponentModel.DataAnnotations;

namespace AgentDesk.Adapters.Book;

/// <summary>Where the book of deals lies.</summary>
public sealed class BookOptions
{
    /// <summary>The data folder (`--data DIR`); the book is `book.db` in it. It is made when something is imported.</summary>
    [Required]
    public string Folder { get; set; } = ".agentdesk";
}
