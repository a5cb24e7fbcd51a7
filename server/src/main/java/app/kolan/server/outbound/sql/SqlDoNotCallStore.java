package app.kolan.server.outbound.sql;

import app.kolan.server.outbound.DoNotCallStore;
import app.kolan.server.outbound.RegistryStore.Registry;
import app.kolan.server.store.sql.SqlDatabase;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// The numbers that are not called, in one database.
public final class SqlDoNotCallStore implements DoNotCallStore {
  private final SqlDatabase database;

  /// @param database stays the caller's to close
  public SqlDoNotCallStore(SqlDatabase database) {
    this.database = database;
  }

  @Override
  public void add(
      long business, List<PhoneNumber> numbers, Source source, String actor, Instant at) {
    database.writeOnly(handle -> add(handle, business, numbers, source, actor, at));
  }

  private static void add(
      Handle handle,
      long business,
      List<PhoneNumber> numbers,
      Source source,
      String actor,
      Instant at) {
    if (numbers.isEmpty()) {
      return;
    }
    var batch =
        handle.prepareBatch(
            """
            insert into do_not_call (business_id, number_hash, source, noted_at, noted_by)
            values (:business, :hash, :source, :at, :by)
            on conflict (business_id, number_hash, source) do nothing
            """);
    // All take rows in one order: two lists with the same numbers wait for one another once.
    for (String hash :
        numbers.stream().map(number -> NumberHash.of(business, number)).sorted().toList()) {
      batch
          .bind("business", business)
          .bind("hash", hash)
          .bind("source", source.name())
          .bind("at", at.toEpochMilli())
          .bind("by", actor)
          .add();
    }
    batch.execute();
  }

  @Override
  public boolean remove(long business, PhoneNumber number) {
    return database.write(
        handle ->
            handle.execute(
                    "delete from do_not_call"
                        + " where business_id = ? and number_hash = ? and source = 'BUSINESS'",
                    business,
                    NumberHash.of(business, number))
                > 0);
  }

  @Override
  public Imported addToRegistry(
      long business, List<PhoneNumber> numbers, String actor, Instant at) {
    return importRegistry(business, numbers, false, actor, at);
  }

  @Override
  public Imported replaceRegistry(
      long business, List<PhoneNumber> numbers, String actor, Instant at) {
    Imported imported = importRegistry(business, numbers, true, actor, at);
    new SqlRegistryStore(database).purge(business);
    return imported;
  }

  private Imported importRegistry(
      long business, List<PhoneNumber> numbers, boolean replaces, String actor, Instant at) {
    return database.write(
        handle -> {
          Optional<Registry> before = SqlRegistryStore.current(handle, business);
          Registry current =
              replaces
                  ? SqlRegistryStore.replaced(handle, business, actor, at)
                  : SqlRegistryStore.current(handle, business, actor, at);
          int has = SqlRegistryStore.add(handle, current.id(), business, numbers);
          handle.execute(
              "update registries set read_at = ?, read_by = ? where id = ?",
              at.toEpochMilli(),
              actor,
              current.id());
          if (!replaces || before.isEmpty()) {
            return new Imported(has, 0);
          }
          int added = SqlRegistryStore.added(handle, current.id(), before.get().id());
          return new Imported(added, before.get().numbers() - (has - added));
        });
  }

  @Override
  public Optional<Import> registry(long business) {
    return database.read(
        handle ->
            SqlRegistryStore.current(handle, business)
                .map(read -> new Import(read.readAt(), read.numbers(), read.by())));
  }

  @Override
  public Set<Source> sources(long business, PhoneNumber number) {
    return database.read(
        handle -> {
          String hash = NumberHash.of(business, number);
          var sources = EnumSet.noneOf(Source.class);
          handle
              .createQuery(
                  "select source from do_not_call"
                      + " where business_id = :business and number_hash = :hash"
                      + " and source <> 'REGISTRY'")
              .bind("business", business)
              .bind("hash", hash)
              .mapTo(String.class)
              .forEach(source -> sources.add(Source.valueOf(source)));
          boolean isRegistered =
              SqlRegistryStore.current(handle, business)
                  .filter(read -> SqlRegistryStore.has(handle, read.id(), hash))
                  .isPresent();
          if (isRegistered) {
            sources.add(Source.REGISTRY);
          }
          return sources;
        });
  }
}
