package app.kolan.server.outbound;

import static app.kolan.server.store.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.outbound.DoNotCallStore.Imported;
import app.kolan.server.outbound.DoNotCallStore.Source;
import app.kolan.server.outbound.RegistryStore.Registry;
import app.kolan.server.outbound.sql.SqlRegistryStore;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every store of do-not-call registries must do.
public abstract class RegistryContract extends CallOrderStoreFixture {
  @Test
  void a_registry_counts_once_all_of_it_is_there_and_can_be_taken_back() {
    PhoneNumber other = new PhoneNumber("+972500000009");
    var registries = new SqlRegistryStore(database);
    assertThat(registries.undo(1)).as("there is none").isEmpty();
    Registry first = registries.begin(1, "old.csv", 1, "user:1", NOON).orElseThrow();
    assertThat(registries.begin(1, "b.csv", 1, "user:2", NOON)).as("one at a time").isEmpty();
    assertThat(registries.load(first, List.of(DANA, DANA), NOON)).isTrue();
    assertThat(numbers.sources(1, DANA)).as("not all of it is there").isEmpty();
    assertThat(registries.finish(first, NOON)).contains(new Imported(1, 0));
    assertThat(registries.finish(first, NOON)).isEmpty();
    assertThat(numbers.sources(1, DANA)).containsExactly(Source.REGISTRY);
    assertThat(numbers.sources(2, DANA)).isEmpty();
    assertThat(registries.undo(1)).as("there is none before").isEmpty();

    Registry second = registries.begin(1, "new.csv", 1, "user:1", NOON.plus(MINUTE)).orElseThrow();
    assertThat(registries.load(second, List.of(other), NOON.plus(MINUTE))).isTrue();
    assertThat(registries.finish(second, NOON.plus(MINUTE))).contains(new Imported(1, 1));
    assertThat(numbers.sources(1, DANA)).isEmpty();
    assertThat(numbers.registry(1).orElseThrow().at()).isEqualTo(NOON.plus(MINUTE));

    Registry back = registries.undo(1).orElseThrow();
    assertThat(back.file()).isEqualTo("old.csv");
    assertThat(numbers.sources(1, DANA)).containsExactly(Source.REGISTRY);
    assertThat(numbers.sources(1, other)).isEmpty();
    assertThat(numbers.registry(1).orElseThrow().at()).as("as old as it is").isEqualTo(NOON);
    assertThat(registries.undo(1)).as("done already").isEmpty();
  }

  @Test
  void who_reads_a_registry_in_and_dies_leaves_the_one_before_and_is_cleared_away() {
    var registries = new SqlRegistryStore(database);
    numbers.replaceRegistry(1, List.of(DANA), "user:1", NOON);
    Registry dead = registries.begin(1, "a.csv", 2, "user:1", NOON).orElseThrow();
    assertThat(registries.load(dead, List.of(DANA), NOON)).isTrue();

    Instant later = NOON.plus(Duration.ofMinutes(2));
    Registry next = registries.begin(1, "b.csv", 2, "user:1", later).orElseThrow();
    assertThat(registries.load(dead, List.of(DANA), later)).as("it is given up").isFalse();
    assertThat(registries.finish(dead, later)).isEmpty();
    assertThat(numbers.sources(1, DANA)).containsExactly(Source.REGISTRY);
    assertThat(registries.load(next, List.of(DANA), later)).isTrue();
    assertThat(registries.finish(next, later)).contains(new Imported(0, 0));
    registries.purge(1);

    assertThat(registries.find(1))
        .extracting(Registry::state)
        .containsExactly(RegistryStore.State.CURRENT, RegistryStore.State.PREVIOUS);
    assertThat(registryNumbers()).isEqualTo(2);
  }

  @Test
  void a_long_registry_is_compared_and_cleared_away_in_parts() {
    var registries = new SqlRegistryStore(database);
    assertThat(readIn(registries, 0, 6000)).isEqualTo(new Imported(6000, 0));
    assertThat(readIn(registries, 2000, 9000)).isEqualTo(new Imported(3000, 2000));
    assertThat(readIn(registries, 2000, 9000)).isEqualTo(new Imported(0, 0));
    registries.purge(1);

    assertThat(registries.find(1)).extracting(Registry::numbers).containsExactly(7000, 7000);
    assertThat(registryNumbers()).isEqualTo(14_000);
    numbers.replaceRegistry(1, List.of(DANA), "user:1", NOON);
    assertThat(registryNumbers()).as("what nobody goes back to is gone").isEqualTo(7001);
  }

  @Test
  void a_wish_not_to_be_called_stays_and_a_registry_comes_in_parts_or_anew() {
    PhoneNumber other = new PhoneNumber("+972500000009");
    numbers.add(1, List.of(DANA), Source.PERSON, "user:1", NOON);
    numbers.add(1, List.of(DANA, other), Source.BUSINESS, "user:1", NOON);
    assertThat(numbers.addToRegistry(1, List.of(DANA, DANA), "user:1", NOON))
        .isEqualTo(new Imported(1, 0));
    assertThat(numbers.addToRegistry(1, List.of(DANA, other), "user:1", NOON))
        .isEqualTo(new Imported(1, 0));

    assertThat(numbers.sources(1, DANA))
        .containsExactlyInAnyOrder(Source.PERSON, Source.BUSINESS, Source.REGISTRY);
    assertThat(numbers.sources(2, DANA)).isEmpty();
    assertThat(numbers.registry(1).orElseThrow().numbers()).isEqualTo(2);
    assertThat(numbers.registry(2)).isEmpty();
    assertThat(numbers.remove(1, DANA)).isTrue();
    assertThat(numbers.remove(1, DANA)).isFalse();
    assertThat(numbers.replaceRegistry(1, List.of(other), "user:1", NOON.plus(MINUTE)))
        .isEqualTo(new Imported(0, 1));
    assertThat(numbers.registry(1).orElseThrow())
        .isEqualTo(new DoNotCallStore.Import(NOON.plus(MINUTE), 1, "user:1"));
    assertThat(numbers.sources(1, DANA)).containsExactly(Source.PERSON);
    assertThat(numbers.sources(1, other))
        .containsExactlyInAnyOrder(Source.BUSINESS, Source.REGISTRY);
  }

  private static Imported readIn(RegistryStore registries, int from, int to) {
    List<PhoneNumber> numbers =
        IntStream.range(from, to)
            .mapToObj(last -> new PhoneNumber("+97250%07d".formatted(last)))
            .toList();
    Registry begun = registries.begin(1, "a.csv", numbers.size(), "user:1", NOON).orElseThrow();
    assertThat(registries.load(begun, numbers, NOON)).isTrue();
    return registries.finish(begun, NOON).orElseThrow();
  }

  private int registryNumbers() {
    return database.read(
        handle ->
            handle.createQuery("select count(*) from registry_numbers").mapTo(Integer.class).one());
  }
}
