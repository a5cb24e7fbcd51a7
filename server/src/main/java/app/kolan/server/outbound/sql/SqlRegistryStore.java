package app.kolan.server.outbound.sql;

import app.kolan.server.outbound.DoNotCallStore.Imported;
import app.kolan.server.outbound.RegistryStore;
import app.kolan.server.store.sql.ResultRow;
import app.kolan.server.store.sql.SqlDatabase;
import app.kolan.twilio.webhook.PhoneNumber;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// The registries in one database. Each statement is about few rows: what is written for calls does
/// not wait for a long list. Whoever changes a registry's numbers has its row first: so servers
/// that do it at the same time wait for one another, and never in a circle.
public final class SqlRegistryStore implements RegistryStore {
  /// So many numbers are little work for one statement. A database that is shared ends one that
  /// takes longer than two seconds.
  private static final int PART = 5000;

  private static final int SLICES = 256;

  private final SqlDatabase database;

  /// @param database stays the caller's to close
  public SqlRegistryStore(SqlDatabase database) {
    this.database = database;
  }

  @Override
  public List<Registry> find(long business) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select * from registries where business_id = :business and state <> 'GONE'
                    order by id desc
                    """)
                .bind("business", business)
                .map(SqlRegistryStore::registry)
                .list());
  }

  @Override
  public Optional<Registry> begin(long business, String file, int expected, String by, Instant at) {
    return database.write(
        handle -> {
          long id = nextId(handle);
          handle.execute(
              "update registries set state = 'GONE'"
                  + " where business_id = ? and state = 'LOADING' and read_at < ?",
              business,
              at.minus(TO_LOAD).toEpochMilli());
          if (one(handle, business, State.LOADING).isPresent()) {
            return Optional.empty();
          }
          add(handle, id, business, State.LOADING, file, expected, by, at);
          return one(handle, business, State.LOADING);
        });
  }

  @Override
  public boolean load(Registry registry, List<PhoneNumber> numbers, Instant at) {
    return database.write(
        handle -> {
          boolean isLoading =
              handle.execute(
                      "update registries set read_at = ? where id = ? and state = 'LOADING'",
                      at.toEpochMilli(),
                      registry.id())
                  > 0;
          if (isLoading) {
            add(handle, registry.id(), registry.business(), numbers);
          }
          return isLoading;
        });
  }

  @Override
  public Optional<Imported> finish(Registry registry, Instant at) {
    // What is counted changes no more: a list may be long, and nobody waits for the counting.
    int added = added(registry);
    return database.writeRepeatable(
        (handle, mayBeDone) -> {
          long _ = nextId(handle); // whoever changes registries waits for this
          boolean isDone = mayBeDone && is(handle, registry, State.CURRENT);
          if (!isDone && !is(handle, registry, State.LOADING)) {
            return Optional.empty();
          }
          if (!isDone) {
            push(handle, registry.business());
            move(handle, registry, State.CURRENT);
            handle.execute(
                "update registries set read_at = ? where id = ?", at.toEpochMilli(), registry.id());
          }
          int has = numbers(handle, registry.business(), State.CURRENT);
          int had = numbers(handle, registry.business(), State.PREVIOUS);
          return Optional.of(new Imported(added, had - (has - added)));
        });
  }

  /// How many of its numbers are not in the one that counts.
  private int added(Registry registry) {
    Optional<Registry> before =
        database.read(handle -> one(handle, registry.business(), State.CURRENT));
    long id = before.map(Registry::id).orElse(0L);
    return slices(registry.expected()).stream()
        .mapToInt(slice -> database.read(handle -> added(handle, registry.id(), id, slice)))
        .sum();
  }

  /// How many numbers of a registry are not in another one.
  static int added(Handle handle, long id, long before) {
    return added(handle, id, before, Slice.ALL);
  }

  private static int added(Handle handle, long id, long before, Slice slice) {
    return handle
        .createQuery(
            """
            select count(*) from registry_numbers mine where mine.registry_id = :id
              and mine.number_hash >= :from and mine.number_hash < :until
              and not exists (select 1 from registry_numbers other
                where other.number_hash = mine.number_hash and other.registry_id = :before)
            """)
        .bind("id", id)
        .bind("before", before)
        .bind("from", slice.from())
        .bind("until", slice.until())
        .mapTo(Integer.class)
        .one();
  }

  /// The numbers whose hashes are between two others.
  private record Slice(String from, String until) {
    static final Slice ALL = new Slice("", "g");

    static String bound(int place) {
      return place == SLICES ? ALL.until() : "%02x".formatted(place);
    }
  }

  /// A registry of so many numbers in parts that are little work each.
  private static List<Slice> slices(int numbers) {
    return numbers <= PART
        ? List.of(Slice.ALL)
        : IntStream.range(0, SLICES)
            .mapToObj(place -> new Slice(Slice.bound(place), Slice.bound(place + 1)))
            .toList();
  }

  @Override
  public Optional<Registry> undo(long business) {
    return database.writeRepeatable(
        (handle, mayBeDone) -> {
          long _ = nextId(handle);
          Optional<Registry> before = one(handle, business, State.PREVIOUS);
          Optional<Registry> current = one(handle, business, State.CURRENT);
          if (before.isEmpty() || current.isEmpty()) {
            return Optional.empty();
          }
          if (before.get().id() > current.get().id()) {
            return mayBeDone ? current : Optional.empty();
          }
          move(handle, current.get(), State.PREVIOUS);
          move(handle, before.get(), State.CURRENT);
          return one(handle, business, State.CURRENT);
        });
  }

  @Override
  public void purge(long business) {
    List<Registry> gone =
        database.read(
            handle ->
                handle
                    .createQuery(
                        "select * from registries where business_id = ? and state = 'GONE'")
                    .bind(0, business)
                    .map(SqlRegistryStore::registry)
                    .list());
    for (Registry each : gone) {
      boolean isThere = true;
      Iterator<Slice> slices = slices(each.numbers()).iterator();
      while (isThere && slices.hasNext()) {
        Slice slice = slices.next();
        isThere = database.write(handle -> clear(handle, each.id(), slice));
      }
      database.writeOnly(
          handle -> handle.execute("delete from registries where id = ?", each.id()));
    }
  }

  /// @return false when another server has cleared all of it
  private static boolean clear(Handle handle, long id, Slice slice) {
    boolean isThere = handle.execute("update registries set state = 'GONE' where id = ?", id) > 0;
    if (isThere) {
      handle.execute(
          "delete from registry_numbers where registry_id = ?"
              + " and number_hash >= ? and number_hash < ?",
          id,
          slice.from(),
          slice.until());
    }
    return isThere;
  }

  // ---- for the list of numbers that are not called

  /// The one that counts; a new and empty one when there is none.
  static Registry current(Handle handle, long business, String by, Instant at) {
    long id = nextId(handle);
    return one(handle, business, State.CURRENT)
        .orElseGet(
            () -> {
              add(handle, id, business, State.CURRENT, null, 0, by, at);
              return one(handle, business, State.CURRENT).orElseThrow();
            });
  }

  static Optional<Registry> current(Handle handle, long business) {
    return one(handle, business, State.CURRENT);
  }

  /// Makes room for another one that counts: an empty one.
  static Registry replaced(Handle handle, long business, String by, Instant at) {
    long id = nextId(handle);
    push(handle, business);
    add(handle, id, business, State.CURRENT, null, 0, by, at);
    return one(handle, business, State.CURRENT).orElseThrow();
  }

  /// @return how many of them were not there before
  static int add(Handle handle, long id, long business, List<PhoneNumber> numbers) {
    if (numbers.isEmpty()) {
      return 0;
    }
    var batch =
        handle.prepareBatch(
            """
            insert into registry_numbers (registry_id, number_hash) values (:id, :hash)
            on conflict (registry_id, number_hash) do nothing
            """);
    // All take rows in one order: two lists with the same numbers wait for one another once.
    numbers.stream()
        .map(number -> NumberHash.of(business, number))
        .sorted()
        .forEach(hash -> batch.bind("id", id).bind("hash", hash).add());
    int added = Arrays.stream(batch.execute()).map(count -> Math.max(count, 0)).sum();
    handle.execute("update registries set numbers = numbers + ? where id = ?", added, id);
    return added;
  }

  static boolean has(Handle handle, long id, String hash) {
    return handle
        .createQuery(
            "select 1 from registry_numbers where registry_id = :id and number_hash = :hash")
        .bind("id", id)
        .bind("hash", hash)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  // ---- rows

  /// The lock of the counter makes those who change registries follow one another.
  private static long nextId(Handle handle) {
    return handle
        .createQuery(
            """
            update crm_counters set last_id = last_id + 1 where kind = 'registry'
            returning last_id
            """)
        .mapTo(Long.class)
        .one();
  }

  private static boolean is(Handle handle, Registry registry, State state) {
    return one(handle, registry.business(), state)
        .filter(known -> known.id() == registry.id())
        .isPresent();
  }

  private static int numbers(Handle handle, long business, State state) {
    return one(handle, business, state).map(Registry::numbers).orElse(0);
  }

  /// The one before is of no use any more, and the current one is the one before.
  private static void push(Handle handle, long business) {
    handle.execute(
        "update registries set state = 'GONE' where business_id = ? and state = 'PREVIOUS'",
        business);
    handle.execute(
        "update registries set state = 'PREVIOUS' where business_id = ? and state = 'CURRENT'",
        business);
  }

  private static void move(Handle handle, Registry registry, State to) {
    handle.execute("update registries set state = ? where id = ?", to.name(), registry.id());
  }

  private static void add(
      Handle handle,
      long id,
      long business,
      State state,
      @Nullable String file,
      int expected,
      String by,
      Instant at) {
    handle
        .createUpdate(
            """
            insert into registries (id, business_id, state, file, expected, numbers, read_at,
              read_by)
            values (:id, :business, :state, :file, :expected, 0, :at, :by)
            """)
        .bind("id", id)
        .bind("business", business)
        .bind("state", state.name())
        .bind("file", file)
        .bind("expected", expected)
        .bind("at", at.toEpochMilli())
        .bind("by", by)
        .execute();
  }

  private static Optional<Registry> one(Handle handle, long business, State state) {
    return handle
        .createQuery("select * from registries where business_id = :business and state = :state")
        .bindMap(Map.of("business", business, "state", state.name()))
        .map(SqlRegistryStore::registry)
        .findFirst();
  }

  private static Registry registry(ResultSet columns, StatementContext context)
      throws SQLException {
    var row = new ResultRow(columns);
    return new Registry(
        row.longNumber("id"),
        row.longNumber("business_id"),
        State.valueOf(row.text("state")),
        row.textOrNull("file"),
        row.number("expected"),
        row.number("numbers"),
        row.instant("read_at"),
        row.text("read_by"));
  }
}
