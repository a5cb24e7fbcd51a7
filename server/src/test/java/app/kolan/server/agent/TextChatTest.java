package app.kolan.server.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.kolan.server.bootstrap.AgentFactory;
import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.business.AccountTokens;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.business.CallContext;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.store.Stores;
import app.kolan.server.telemetry.CallListener;
import app.kolan.server.tool.ToolCall;
import app.kolan.stubs.llm.ModelReply;
import app.kolan.stubs.llm.OpenAiChatStub;
import app.kolan.stubs.llm.StubModel;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What counts as an answer of a language model, by text.
@Tag("socket")
class TextChatTest {
  private static final CallSid CALL = new CallSid("CA77777777777777777777777777777777");
  private static final PhoneNumber CALLER = new PhoneNumber("+972541234567");

  private final OpenAiChatStub languageModel =
      new OpenAiChatStub(AgentHarness.KEY, (_, _, _) -> ModelReply.words("שלום."));
  private final List<String> clauses = new ArrayList<>();
  private final List<ToolCall> uses = new ArrayList<>();

  @TempDir private Path folder;

  @AfterEach
  void close() {
    languageModel.close();
  }

  @Test
  void a_model_that_uses_tools_without_end_is_asked_once_more_without_them() throws Exception {
    answer(
        (_, _, tools) ->
            tools.isEmpty()
                ? ModelReply.words("רשמתי את ההודעה.")
                : ModelReply.use("look_up_caller", "{}"));

    assertThat(String.join("", clauses)).isEqualTo("רשמתי את ההודעה.");
    assertThat(languageModel.requests()).hasSize(7);
  }

  @Test
  void a_model_that_has_spoken_may_end_after_its_tool_without_more() throws Exception {
    answer(
        (_, _, _) ->
            languageModel.requests().size() == 1
                ? ModelReply.words("רגע, אני בודקת. ").andUse("look_up_caller", "{}")
                : ModelReply.words(""));

    assertThat(String.join("", clauses).strip()).isEqualTo("רגע, אני בודקת.");
  }

  @Test
  void an_answer_without_words_is_asked_for_again_and_is_a_failure_in_the_end() throws Exception {
    assertThatThrownBy(() -> answer((_, _, _) -> ModelReply.words(" ")))
        .isInstanceOfSatisfying(
            ProviderFailure.class,
            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.EMPTY));
    assertThat(languageModel.requests()).hasSize(2);
  }

  @Test
  void an_answer_without_end_is_cut_off() throws Exception {
    answer((_, _, _) -> ModelReply.words("זה משפט אחד שחוזר על עצמו. ".repeat(400)));

    assertThat(String.join("", clauses).length()).isBetween(500, 700);
  }

  @Test
  void a_model_may_use_a_few_tools_at_once_and_no_more() throws Exception {
    answer(
        (_, _, _) -> {
          if (languageModel.requests().size() > 1) {
            return ModelReply.words("רשמתי.");
          }
          ModelReply uses = ModelReply.use("look_up_caller", "{}");
          for (int i = 0; i < 50; i++) {
            uses = uses.andUse("look_up_caller", "{}");
          }
          return uses;
        });

    assertThat(uses).hasSize(8);
  }

  private void answer(StubModel model) throws Exception {
    languageModel.answerWith(model);
    languageModel.start();
    var providers =
        new ProviderSelection(
            List.of(),
            List.of(),
            List.of(
                AgentHarness.at(
                    "openai", URI.create(languageModel.url() + "/v1"), AgentHarness.LONG)),
            List.of());
    var business =
        new Business(Business.FIRST, "test", null, AnswerMode.CONVERSE, BusinessProfile.NONE);
    var settings =
        new BusinessSettings(
            BusinessSettings.FIRST_VERSION,
            business,
            new AccountTokens("", List.of()),
            providers,
            null);
    try (Stores stores = StoreFactory.open(folder);
        AgentFactory agents =
            AgentFactory.open(
                AgentHarness.NO_FILLER,
                BusinessDirectory.ofOne(settings),
                stores,
                CallListener.NOBODY,
                InstantSource.system(),
                null)) {
      stores
          .calls()
          .addArrival(CALL, "AC1", business.id(), 0, CALLER, CALLER, "ticket", Instant.EPOCH);
      AgentServices services = Objects.requireNonNull(agents.forBusiness(settings));
      var chat =
          new TextChat(
              services, new CallContext(CALL, CALLER, "AC1", settings, true), "במה אפשר לעזור?");
      chat.answer(
          "שלום",
          new TextChat.Reader() {
            @Override
            public void clause(String text) {
              clauses.add(text);
            }

            @Override
            public void uses(ToolCall use) {
              uses.add(use);
            }
          });
    }
  }
}
