package app.kolan.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.WaitForFunctionOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;

/// A test call by a microphone that hears a sentence in Hebrew over and over.
final class MicrophoneCall {
  private static final double A_CALL = 120_000;

  /// Keeps how loud the loudest sound was that was played after the caller was understood.
  private static final String LISTENING =
      """
      const connect = AudioNode.prototype.connect;
      window.loudest = 0;
      AudioNode.prototype.connect = function (to, ...rest) {
        if (to instanceof AudioDestinationNode) {
          const analyser = this.context.createAnalyser();
          connect.call(this, analyser);
          const samples = new Float32Array(analyser.fftSize);
          setInterval(() => {
            if (!document.querySelector('#try-talk .line.caller')) return;
            analyser.getFloatTimeDomainData(samples);
            window.loudest = Math.max(window.loudest, ...samples.map(Math.abs));
          }, 20);
        }
        return connect.call(this, to, ...rest);
      };
      """;

  private MicrophoneCall() {}

  /// Has the page of a test call notice how loud it is answered. Before the page is opened.
  static void prepare(Page page) {
    page.addInitScript(LISTENING);
  }

  /// Begins a call on its page, and talks until the sentence was understood and answered aloud.
  ///
  /// @param greeted what the greeting has in it
  static void talk(Page page, String greeted) {
    page.locator("#try-begin button").click();
    var patience = new ContainsTextOptions().setTimeout(A_CALL);
    Locator talk = page.locator("#try-talk");
    assertThat(talk.locator(".line.agent").first()).containsText(greeted, patience);
    assertThat(talk).containsText("לקבוע תור", patience);
    assertThat(talk).containsText(StandIns.ASKS_NAME, patience);
    page.waitForFunction(
        "() => window.loudest > 0.05", null, new WaitForFunctionOptions().setTimeout(A_CALL));
  }
}
