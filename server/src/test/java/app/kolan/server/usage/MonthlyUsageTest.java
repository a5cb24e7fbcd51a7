package app.kolan.server.usage;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessLimits;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.provider.UsageUnits;
import app.kolan.server.store.ProviderUsage;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.UsageJob;
import app.kolan.server.store.UsageStore;
import app.kolan.server.telemetry.LimitReached;
import app.kolan.twilio.webhook.CallSid;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class MonthlyUsageTest {
  private static final String PRICES =
      """
      prices:
        - {job: tts, provider: azure, million-characters: 15, date: 2026-11-29, source: here}
      """;
  private static final Business HUNDRED = limited(100);

  private final List<Instant> asked = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-29T10:00:00Z");
  private long stored;
  private boolean broken;
  private int warnings;
  private List<ProviderUsage> used = List.of();
  private final MonthlyUsage usage =
      new MonthlyUsage(
          new KnownUsage(),
          () -> PriceListReader.read(PRICES).list(),
          BusinessDirectory.ofOne(BusinessSettings.of(HUNDRED)),
          () -> now,
          () -> warnings++);

  @Test
  void a_limit_is_reached_with_its_last_minute() {
    stored = 99;
    usage.callEnded(HUNDRED);
    assertThat(usage.reached(HUNDRED)).isNull();

    stored = 100;
    usage.callEnded(HUNDRED);
    assertThat(usage.reached(HUNDRED)).isEqualTo(LimitReached.BUSINESS_MINUTES);
  }

  @Test
  void a_month_begins_and_ends_by_the_clocks_of_the_business() {
    now = Instant.parse("2026-10-31T22:30:00Z");

    usage.readAll();

    assertThat(asked)
        .containsExactly(
            Instant.parse("2026-10-31T22:00:00Z"), Instant.parse("2026-11-30T22:00:00Z"));
  }

  @Test
  void a_new_month_is_open_before_anybody_has_counted_it() {
    stored = 200;
    usage.readAll();
    now = Instant.parse("2026-11-30T21:59:59Z");
    assertThat(usage.reached(HUNDRED)).isEqualTo(LimitReached.BUSINESS_MINUTES);

    now = Instant.parse("2026-11-30T22:00:00Z");
    assertThat(usage.reached(HUNDRED)).isNull();
  }

  @Test
  void a_warning_is_given_once_a_month() {
    stored = 79;
    usage.readAll();
    assertThat(warnings).isZero();

    stored = 80;
    usage.readAll();
    stored = 95;
    usage.readAll();
    assertThat(warnings).isEqualTo(1);

    now = Instant.parse("2026-12-20T10:00:00Z");
    usage.readAll();
    assertThat(warnings).isEqualTo(2);
  }

  @Test
  void a_store_that_fails_leaves_what_was_known() {
    broken = true;
    usage.readAll();
    assertThat(usage.reached(HUNDRED)).isNull();

    broken = false;
    stored = 100;
    usage.readAll();
    broken = true;
    usage.readAll();
    assertThat(usage.reached(HUNDRED)).isEqualTo(LimitReached.BUSINESS_MINUTES);
  }

  @Test
  void an_answer_that_comes_late_takes_nothing_back() {
    stored = 100;
    usage.callEnded(HUNDRED);
    stored = 90;
    usage.callEnded(HUNDRED);

    assertThat(usage.reached(HUNDRED)).isEqualTo(LimitReached.BUSINESS_MINUTES);
  }

  @Test
  void a_limit_that_is_raised_holds_at_the_next_call() {
    stored = 100;
    usage.readAll();

    assertThat(usage.reached(limited(101))).isNull();
    assertThat(usage.reached(limited(BusinessLimits.UNLIMITED))).isNull();
  }

  @Test
  void a_cost_is_reached_with_its_last_cent() {
    Business fifteen = costing("15");
    used = characters(999_999);
    usage.callEnded(fifteen);
    assertThat(usage.reached(fifteen)).isNull();

    used = characters(1_000_000);
    usage.callEnded(fifteen);
    assertThat(usage.reached(fifteen)).isEqualTo(LimitReached.BUSINESS_COST);
    assertThat(usage.reached(costing("15.01"))).isNull();
  }

  @Test
  void a_warning_of_the_cost_is_given_once_a_month() {
    Business fifteen = costing("15");
    used = characters(799_999);
    usage.callEnded(fifteen);
    assertThat(warnings).isZero();

    used = characters(800_000);
    usage.callEnded(fifteen);
    usage.callEnded(fifteen);
    assertThat(warnings).isEqualTo(1);
  }

  @Test
  void what_has_no_price_does_not_open_a_limit_nor_reach_it() {
    Business fifteen = costing("15");
    var units = UsageUnits.ofText(1_000_000_000, 0, 0);
    used = List.of(new ProviderUsage(UsageJob.LLM, "openai", "new-one", units, false));
    usage.callEnded(fifteen);

    assertThat(usage.reached(fifteen)).isNull();
  }

  private static List<ProviderUsage> characters(long count) {
    return List.of(
        new ProviderUsage(UsageJob.TTS, "azure", "voice", UsageUnits.ofCharacters(count), false));
  }

  private static Business costing(String dollars) {
    return business(
        new BusinessLimits(
            BusinessLimits.UNLIMITED, BusinessLimits.UNLIMITED, new BigDecimal(dollars)));
  }

  private static Business limited(int minutesAMonth) {
    return business(new BusinessLimits(BusinessLimits.UNLIMITED, minutesAMonth));
  }

  private static Business business(BusinessLimits limits) {
    return new Business(
        Business.FIRST,
        "test",
        null,
        AnswerMode.CONVERSE,
        BusinessProfile.builder().limits(limits).build());
  }

  /// Answers what the test says.
  private final class KnownUsage implements UsageStore {
    @Override
    public void add(CallSid call, ProviderUsage more, Instant now) {}

    @Override
    public long minutes(long businessId, Instant from, Instant until) {
      if (broken) {
        throw new StoreException(StoreException.Code.LEDGER_CLOSED, "closed", null);
      }
      asked.add(from);
      asked.add(until);
      return stored;
    }

    @Override
    public long calls(long businessId, Instant from, Instant until) {
      return 0;
    }

    @Override
    public void write(CallSid call, List<ProviderUsage> all, Instant at) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<ProviderUsage> findByCall(CallSid call) {
      return List.of();
    }

    @Override
    public List<ProviderUsage> sums(long businessId, Instant from, Instant until) {
      return used;
    }
  }
}
