package app.kolan.simulator.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class SceneReaderTest {
  @Test
  void a_scene_is_read_with_all_it_says() throws Exception {
    Scene scene =
        Scenes.read(
            "mine",
            """
            # Two lines
            # of explanation.
            raises 31921, 11200
            server has an expired certificate
            carrier waits 250ms for answers
            fallback is set
            /voice answers 200 text/xml padded by 10
              <Response/>
            /old redirects to /voice
            /slow never answers
            /ws upgrades
              waits for start
              says {"event":"clear"}
              closes with 1011
            /closed wants signatures over {http}/other
            /closed answers 204
            caller waits 1s
            call ends within 5s
            """);

    assertThat(scene)
        .isEqualTo(
            new Scene(
                "mine",
                "Two lines of explanation.",
                List.of(31921, 11200),
                ServerAccess.EXPIRED,
                Map.of(
                    "/voice", new SceneRoute.Answers(200, "text/xml", "<Response/>", 10),
                    "/old", new SceneRoute.RedirectsTo("/voice"),
                    "/slow", new SceneRoute.NeverAnswers(),
                    "/ws",
                        new SceneRoute.Upgrades(
                            List.of(
                                new SocketAction.WaitsFor("start"),
                                new SocketAction.Says("{\"event\":\"clear\"}"),
                                new SocketAction.Closes(1011))),
                    "/closed",
                        new SceneRoute.WantsSignatureOver(
                            "{http}/other", new SceneRoute.Answers(204, "", "", 0))),
                Duration.ofMillis(250),
                true,
                false,
                "caller waits 1s\ncall ends within 5s"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "server is unwell",
        "raises many",
        "/voice does something",
        "/ws upgrades\n  sings",
        "caller dances",
        "/voice answers 999",
        "/a wants signatures over http://x",
      })
  void a_line_that_is_none_of_a_scene_is_refused(String line) {
    assertThatExceptionOfType(MalformedScene.class)
        .isThrownBy(() -> Scenes.read("mine", "raises 11200\n" + line));
  }

  @Test
  void a_scene_that_raises_nothing_is_refused() {
    assertThatExceptionOfType(MalformedScene.class)
        .isThrownBy(() -> Scenes.read("mine", "/voice answers 200"))
        .withMessageContaining("raises 31920");
  }

  @Test
  void any_text_is_a_scene_or_is_refused() {
    var random = new Random(7);
    String shipped = Scenes.all().toString();
    for (int i = 0; i < 500; i++) {
      var text = new StringBuilder("raises 11200\n");
      for (int line = 0; line < 5; line++) {
        int from = random.nextInt(shipped.length() - 40);
        text.append(shipped, from, from + random.nextInt(40)).append('\n');
      }
      try {
        assertThat(Scenes.read("mine", text.toString()).raises()).isNotEmpty();
      } catch (MalformedScene refused) {
        assertThat(refused).hasMessageMatching("(?s)(line [0-9]+|the caller's part|what /).*");
      }
    }
  }
}
