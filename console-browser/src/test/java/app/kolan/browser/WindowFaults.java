package app.kolan.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What a browser finds wrong by itself: errors of scripts, messages on its console, what the
/// content policy stopped, answers that are failures or lack a policy, and requests to another
/// host.
final class WindowFaults {
  private static final String POLICY = "content-security-policy";

  /// Windows have no worker unless they ask for it.
  private static final String NO_WORKER = "Service Worker registration blocked";

  /// Has violations of the policy told on the console, where they are collected.
  private static final String TELL_VIOLATIONS =
      """
      document.addEventListener('securitypolicyviolation', event =>
        console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI));
      """;

  private final String origin;
  private final Set<String> faults = new LinkedHashSet<>();

  private WindowFaults(String origin) {
    this.origin = origin;
  }

  static WindowFaults watch(BrowserContext context, String origin) {
    var faults = new WindowFaults(origin);
    context.addInitScript(TELL_VIOLATIONS);
    context.onConsoleMessage(faults::take);
    context.onWebError(error -> faults.faults.add("script: " + error.error()));
    context.onRequest(faults::take);
    context.onResponse(faults::take);
    return faults;
  }

  private void take(ConsoleMessage message) {
    if (message.text().startsWith(NO_WORKER)) {
      return;
    }
    if (message.type().equals("error") || message.type().equals("warning")) {
      faults.add("%s: %s (%s)".formatted(message.type(), message.text(), message.location()));
    }
  }

  private void take(Request request) {
    String url = request.url();
    if (!url.startsWith(origin + "/") && !url.startsWith("data:") && !url.startsWith("blob:")) {
      faults.add("another host: " + url);
    }
  }

  private void take(Response response) {
    if (response.status() >= 400) {
      faults.add("%d: %s".formatted(response.status(), response.url()));
    }
    if (response.url().startsWith(origin)
        && !response.headers().getOrDefault(POLICY, "").contains("default-src 'none'")) {
      faults.add("no policy: " + response.url());
    }
  }

  /// Forgets what was found and expected.
  void forget(String part) {
    faults.removeIf(fault -> fault.contains(part));
  }

  List<String> all() {
    return new ArrayList<>(faults);
  }
}
