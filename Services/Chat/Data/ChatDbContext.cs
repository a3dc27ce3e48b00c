using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Social.Messaging;
using Social.Messaging.Blocks;
using Social.ServiceDefaults.Database;

namespace Social.Chats.Data;

public sealed class ChatDbContext(DbContextOptions<ChatDbContext> options) : DbContext(options)
{
    public DbSet<Room> Rooms => Set<Room>();
    public DbSet<Member> Members => Set<Member>();
    public DbSet<Message> Messages => Set<Message>();
    public DbSet<MessageImage> MessageImages => Set<MessageImage>();
    public DbSet<MessageWords> MessageWords => Set<MessageWords>();
    public DbSet<UnindexedMessage> UnindexedMessages => Set<UnindexedMessage>();
    public DbSet<MessageEdit> MessageEdits => Set<MessageEdit>();
    public DbSet<Reaction> Reactions => Set<Reaction>();
    public DbSet<Invite> Invites => Set<Invite>();
    public DbSet<Block> Blocks => Set<Block>();
    public DbSet<LastSeen> LastSeen => Set<LastSeen>();
    public DbSet<IdempotencyRecord> IdempotencyRecords => Set<IdempotencyRecord>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        Room.Map(modelBuilder);
        Member.Map(modelBuilder);
        Message.Map(modelBuilder);
        MessageImage.Map(modelBuilder);
        Data.MessageWords.Map(modelBuilder);
        MessageEdit.Map(modelBuilder);
        Reaction.Map(modelBuilder);
        Invite.Map(modelBuilder);
        Block.Map(modelBuilder);
        Data.LastSeen.Map(modelBuilder);
        // The column is from when keys could be longer; narrowing it would be a migration for nothing.
        IdempotencyRecord.Map(modelBuilder);
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(e => e.GetDeclaredProperties()))
            property.ValueGenerated = ValueGenerated.Never;
        modelBuilder.AddEventTables();
    }
}
