package app.kolan.server.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.settings.ConfigProblem;
import app.kolan.server.settings.Setting;
import app.kolan.server.settings.SettingsSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class CallLimitsReaderTest {
  private final Map<Setting, String> texts = new HashMap<>();
  private final List<ConfigProblem> problems = new ArrayList<>();

  @Test
  void what_is_not_set_has_the_limits_of_a_small_machine() {
    assertThat(read()).isEqualTo(new CallLimits(200, 50));
    assertThat(CallLimitsReader.MOST_CALLS.usual()).contains("`200`");
    assertThat(CallLimitsReader.MOST_NEW_CALLS.usual()).contains("`50`");
  }

  @Test
  void each_limit_is_set_for_itself() {
    texts.put(CallLimitsReader.MOST_CALLS, "1");
    texts.put(CallLimitsReader.MOST_NEW_CALLS, "unlimited");

    assertThat(read()).isEqualTo(new CallLimits(1, CallLimits.UNLIMITED));
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "many", "1.5", "100001", "99999999999"})
  void what_is_no_limit_is_a_problem(String text) {
    texts.put(CallLimitsReader.MOST_CALLS, text);

    assertThat(read()).isEqualTo(CallLimits.USUAL);
    assertThat(problems)
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.key()).isEqualTo("KOLAN_MOST_CALLS");
              assertThat(problem.remedy()).contains("unlimited", "KOLAN_MODE=voicemail");
            });
  }

  private CallLimits read() {
    var environment = new HashMap<String, String>();
    texts.forEach((setting, text) -> environment.put(setting.environment(), text));
    SettingsSource source = SettingsSource.of(environment);
    CallLimits limits = CallLimitsReader.GROUP.read(source);
    problems.addAll(source.problems());
    return limits;
  }
}
