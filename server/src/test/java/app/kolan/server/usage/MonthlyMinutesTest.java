package app.kolan.server.usage;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessLimits;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.store.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class MonthlyMinutesTest {
  private static final Business HUNDRED = limited(100);

  private final List<Instant> asked = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-29T10:00:00Z");
  private long stored;
  private boolean broken;
  private int warnings;
  private final MonthlyMinutes minutes =
      new MonthlyMinutes(
          (_, from, until) -> {
            if (broken) {
              throw new StoreException(StoreException.Code.LEDGER_CLOSED, "closed", null);
            }
            asked.add(from);
            asked.add(until);
            return stored;
          },
          BusinessDirectory.ofOne(BusinessSettings.of(HUNDRED)),
          () -> now,
          () -> warnings++);

  @Test
  void a_limit_is_reached_with_its_last_minute() {
    stored = 99;
    minutes.callEnded(HUNDRED);
    assertThat(minutes.isReached(HUNDRED)).isFalse();

    stored = 100;
    minutes.callEnded(HUNDRED);
    assertThat(minutes.isReached(HUNDRED)).isTrue();
  }

  @Test
  void a_month_begins_and_ends_by_the_clocks_of_the_business() {
    now = Instant.parse("2026-10-31T22:30:00Z");

    minutes.readAll();

    assertThat(asked)
        .containsExactly(
            Instant.parse("2026-10-31T22:00:00Z"), Instant.parse("2026-11-30T22:00:00Z"));
  }

  @Test
  void a_new_month_is_open_before_anybody_has_counted_it() {
    stored = 200;
    minutes.readAll();
    now = Instant.parse("2026-11-30T21:59:59Z");
    assertThat(minutes.isReached(HUNDRED)).isTrue();

    now = Instant.parse("2026-11-30T22:00:00Z");
    assertThat(minutes.isReached(HUNDRED)).isFalse();
  }

  @Test
  void a_warning_is_given_once_a_month() {
    stored = 79;
    minutes.readAll();
    assertThat(warnings).isZero();

    stored = 80;
    minutes.readAll();
    stored = 95;
    minutes.readAll();
    assertThat(warnings).isEqualTo(1);

    now = Instant.parse("2026-12-20T10:00:00Z");
    minutes.readAll();
    assertThat(warnings).isEqualTo(2);
  }

  @Test
  void a_store_that_fails_leaves_what_was_known() {
    broken = true;
    minutes.readAll();
    assertThat(minutes.isReached(HUNDRED)).isFalse();

    broken = false;
    stored = 100;
    minutes.readAll();
    broken = true;
    minutes.readAll();
    assertThat(minutes.isReached(HUNDRED)).isTrue();
  }

  @Test
  void an_answer_that_comes_late_takes_nothing_back() {
    stored = 100;
    minutes.callEnded(HUNDRED);
    stored = 90;
    minutes.callEnded(HUNDRED);

    assertThat(minutes.isReached(HUNDRED)).isTrue();
  }

  @Test
  void a_limit_that_is_raised_holds_at_the_next_call() {
    stored = 100;
    minutes.readAll();

    assertThat(minutes.isReached(limited(101))).isFalse();
    assertThat(minutes.isReached(limited(BusinessLimits.UNLIMITED))).isFalse();
  }

  private static Business limited(int minutesAMonth) {
    var limits = new BusinessLimits(BusinessLimits.UNLIMITED, minutesAMonth);
    return new Business(
        Business.FIRST, "test", null, AnswerMode.CONVERSE, BusinessProfile.NONE.withLimits(limits));
  }
}
