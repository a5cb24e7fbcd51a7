package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.agent.AgentServices;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.session.ReplyTiming;
import app.kolan.server.settings.Secret;
import app.kolan.server.store.Stores;
import app.kolan.server.telemetry.CallListener;
import app.kolan.server.tool.ToolSpec;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class AgentFactoryTest {
  private final TwoBusinesses directory = new TwoBusinesses(providers());

  @TempDir private Path data;
  private Stores stores;
  private AgentFactory factory;

  @BeforeEach
  void open() {
    stores = StoreFactory.open(data);
    factory =
        AgentFactory.open(
            ReplyTiming.USUAL,
            directory,
            stores,
            CallListener.NOBODY,
            InstantSource.system(),
            null);
  }

  @AfterEach
  void close() {
    factory.close();
    stores.close();
  }

  @Test
  void each_business_has_its_own_tools_and_instructions() {
    AgentServices clinic = services(clinic());
    AgentServices garage = services(garage());

    assertThat(tools(clinic)).contains("transfer_to_human", "opening_hours");
    assertThat(tools(garage))
        .containsExactlyInAnyOrder("take_message", "opening_hours", "end_call");
    assertThat(clinic.instructions().business().name()).isEqualTo("the clinic");
    assertThat(garage.instructions().business().name()).isEqualTo("the garage");
  }

  @Test
  void a_version_is_made_once() {
    assertThat(services(clinic())).isSameAs(services(clinic()));
  }

  @Test
  void a_change_is_made_anew_and_calls_of_the_version_before_keep_theirs() {
    BusinessSettings before = clinic();
    AgentServices made = services(before);

    directory.changeClinic(TwoBusinesses.CLINICS_HUMAN, Set.of("end_call"));

    assertThat(tools(services(clinic()))).containsExactly("end_call");
    assertThat(services(before)).isSameAs(made);
  }

  private BusinessSettings clinic() {
    return directory.byNumber(TwoBusinesses.CLINICS_NUMBER).orElseThrow();
  }

  private BusinessSettings garage() {
    return directory.byNumber(TwoBusinesses.GARAGES_NUMBER).orElseThrow();
  }

  private AgentServices services(BusinessSettings settings) {
    return Objects.requireNonNull(factory.forBusiness(settings));
  }

  private static List<String> tools(AgentServices services) {
    return services.tools().specs().stream().map(ToolSpec::name).toList();
  }

  private static ProviderSelection providers() {
    var languageModel =
        new ProviderSettings(
            "openai",
            URI.create("http://127.0.0.1:9/v1"),
            new Secret("key"),
            "a-model",
            "a-voice",
            "he-IL",
            ProviderTimeouts.USUAL);
    return new ProviderSelection(List.of(), List.of(), List.of(languageModel), List.of());
  }
}
