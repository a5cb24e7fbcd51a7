package app.kolan.server.outbound.sql;

import app.kolan.server.outbound.DoNotCallStore;
import app.kolan.server.store.sql.SqlDatabase;
import app.kolan.twilio.webhook.PhoneNumber;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
    for (PhoneNumber number : numbers) {
      batch
          .bind("business", business)
          .bind("hash", hash(business, number))
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
                    hash(business, number))
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
    return importRegistry(business, numbers, true, actor, at);
  }

  private Imported importRegistry(
      long business, List<PhoneNumber> numbers, boolean replaces, String actor, Instant at) {
    return database.write(
        handle -> {
          Set<String> before = registered(handle, business);
          Set<String> listed =
              numbers.stream().map(number -> hash(business, number)).collect(Collectors.toSet());
          if (replaces) {
            handle.execute(
                "delete from do_not_call where business_id = ? and source = 'REGISTRY'", business);
          }
          add(handle, business, numbers, Source.REGISTRY, actor, at);
          int kept = (int) before.stream().filter(listed::contains).count();
          int removed = replaces ? before.size() - kept : 0;
          int added = listed.size() - kept;
          handle.execute(
              """
              insert into do_not_call_imports (business_id, imported_at, numbers, imported_by)
              values (?, ?, ?, ?)
              on conflict (business_id) do update set imported_at = excluded.imported_at,
                numbers = excluded.numbers, imported_by = excluded.imported_by
              """,
              business,
              at.toEpochMilli(),
              before.size() + added - removed,
              actor);
          return new Imported(added, removed);
        });
  }

  private static Set<String> registered(Handle handle, long business) {
    return handle
        .createQuery(
            "select number_hash from do_not_call where business_id = ? and source = 'REGISTRY'")
        .bind(0, business)
        .mapTo(String.class)
        .set();
  }

  @Override
  public Optional<Import> registry(long business) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from do_not_call_imports where business_id = :business")
                .bind("business", business)
                .map(
                    (row, _) ->
                        new Import(
                            Instant.ofEpochMilli(row.getLong("imported_at")),
                            row.getInt("numbers"),
                            row.getString("imported_by")))
                .findOne());
  }

  @Override
  public Set<Source> sources(long business, PhoneNumber number) {
    return database.read(
        handle -> {
          var sources = EnumSet.noneOf(Source.class);
          handle
              .createQuery(
                  "select source from do_not_call"
                      + " where business_id = :business and number_hash = :hash")
              .bind("business", business)
              .bind("hash", hash(business, number))
              .mapTo(String.class)
              .forEach(source -> sources.add(Source.valueOf(source)));
          return sources;
        });
  }

  private static String hash(long business, PhoneNumber number) {
    try {
      byte[] text = (business + ":" + number.value()).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
