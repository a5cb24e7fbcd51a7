package app.kolan.server.usage;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.provider.UsageUnits;
import app.kolan.server.store.DeferredWrites;
import app.kolan.server.store.ProviderUsage;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.UsageJob;
import app.kolan.server.store.UsageStore;
import app.kolan.server.telemetry.TalkOutcome;
import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class CallUsageTest {
  private static final CallSid CALL = new CallSid("CA" + "1".repeat(32));
  private static final TalkOutcome OVER = TalkOutcome.HUNG_UP;

  private final Map<String, ProviderUsage> rows = new ConcurrentHashMap<>();
  private final List<CallSid> told = new CopyOnWriteArrayList<>();
  private final DeferredWrites deferred = new DeferredWrites();
  private volatile boolean away;
  private volatile Instant now = Instant.parse("2026-11-29T10:00:00Z");
  private final CallUsage usage = new CallUsage(new KnownRows(), deferred, () -> now, told::add);

  @Test
  void what_a_conversation_used_is_summed_and_written_when_it_is_over() {
    usage.conversationBegan(CALL);
    usage.add(CALL, characters(5, false));
    usage.add(CALL, characters(7, true));
    assertThat(rows).isEmpty();

    now = now.plusSeconds(90);
    usage.conversationEnded(CALL, OVER);
    usage.close();

    assertThat(rows.values())
        .containsExactlyInAnyOrder(
            characters(12, true),
            new ProviderUsage(
                UsageJob.TELEPHONY,
                "twilio",
                "media-stream",
                UsageUnits.ofAudio(Duration.ofSeconds(90)),
                false));
    assertThat(told).containsExactly(CALL);
  }

  @Test
  void what_comes_after_the_end_is_added_to_what_was_written() {
    usage.conversationBegan(CALL);
    usage.add(CALL, characters(5, false));
    usage.conversationEnded(CALL, OVER);
    usage.add(CALL, characters(1, false));
    usage.close();

    assertThat(rows.values()).contains(characters(6, false));
  }

  @Test
  void it_waits_while_the_database_is_away() {
    away = true;
    usage.conversationBegan(CALL);
    usage.add(CALL, characters(5, false));
    usage.conversationEnded(CALL, OVER);
    usage.close();
    assertThat(rows).isEmpty();

    away = false;
    deferred.retry();

    assertThat(rows.values()).contains(characters(5, false));
  }

  @Test
  void what_is_used_after_a_call_is_added_to_its_rows() {
    usage.afterCalls().add(CALL, characters(5, false));
    usage.afterCalls().add(CALL, characters(2, false));
    usage.close();

    assertThat(rows.values()).containsExactly(characters(7, false));
    assertThat(told).containsExactly(CALL, CALL);
  }

  @Test
  void what_is_used_soon_after_a_conversation_is_a_part_of_its_sums() {
    usage.conversationBegan(CALL);
    usage.add(CALL, characters(5, false));
    usage.conversationEnded(CALL, OVER);
    usage.afterCalls().add(CALL, characters(2, false));
    usage.add(CALL, characters(1, false));
    usage.close();

    assertThat(rows.values()).contains(characters(8, false));
  }

  @Test
  void what_belongs_to_no_conversation_is_left_out() {
    usage.add(CALL, characters(5, false));
    usage.conversationEnded(CALL, OVER);
    usage.close();

    assertThat(rows).isEmpty();
  }

  private static ProviderUsage characters(long count, boolean estimated) {
    return new ProviderUsage(
        UsageJob.TTS, "azure", "voice", UsageUnits.ofCharacters(count), estimated);
  }

  /// Keeps the rows by their provider.
  private final class KnownRows implements UsageStore {
    @Override
    public void add(CallSid call, ProviderUsage more, Instant at) {
      rows.merge(
          more.provider(),
          more,
          (one, other) -> characters(one.units().characters() + other.units().characters(), false));
    }

    @Override
    public void write(CallSid call, List<ProviderUsage> used, Instant at) {
      if (away) {
        throw new StoreException(StoreException.Code.LEDGER_UNREACHABLE, "away", null);
      }
      used.forEach(row -> rows.put(row.provider(), row));
    }

    @Override
    public long minutes(long businessId, Instant from, Instant until) {
      return 0;
    }

    @Override
    public long calls(long businessId, Instant from, Instant until) {
      return 0;
    }

    @Override
    public List<ProviderUsage> findByCall(CallSid call) {
      return List.of();
    }

    @Override
    public List<ProviderUsage> sums(long businessId, Instant from, Instant until) {
      return List.of();
    }
  }
}
