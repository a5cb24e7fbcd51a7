package app.kolan.doctor.remote;

import app.kolan.doctor.Finding;
import app.kolan.doctor.remote.wire.WireRequest;
import app.kolan.doctor.remote.wire.WireResult;
import app.kolan.doctor.remote.wire.WireResult.Answered;
import app.kolan.twilio.twiml.Verb;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The URLs that the TwiML of any server names, and that Twilio will ask with a form.
///
/// They are asked with a wrong signature and without what would make a recording or a choice of the
/// caller's of it, so that a server that checks signatures does nothing. Only what shows that the
/// path is not there, or is kept from the server, is reported.
final class NamedPaths {
  private final Examination examination;

  NamedPaths(Examination examination) {
    this.examination = examination;
  }

  List<Finding> look() throws InterruptedException {
    var findings = new ArrayList<Finding>();
    Map<URI, String> named = named();
    for (Map.Entry<URI, String> one : named.entrySet()) {
      look(one.getKey(), one.getValue()).ifPresent(findings::add);
    }
    findings.stream()
        .findFirst()
        .ifPresent(first -> examination.blame(Symptom.PATHS, first.what()));
    if (findings.isEmpty() && !named.isEmpty()) {
      findings.add(
          Finding.fine(
              "the %d URLs that the TwiML names for later are there".formatted(named.size())));
    }
    return findings;
  }

  private Optional<Finding> look(URI url, String what) throws InterruptedException {
    WireRequest request =
        examination
            .call()
            .webhook(url, examination.call().parameters("in-progress"), "not the token");
    WireResult result = examination.request(request);
    String problem = problem(result);
    if (problem.isEmpty()) {
      return Optional.empty();
    }
    boolean callback = what.endsWith("allback");
    Finding finding =
        Finding.broken(
            "%s %s: %s".formatted(what, problem, url.getRawPath()),
            "the voice webhook gets through and this one does not: the path is wrong, or %s does not"
                    .formatted(examination.proxy().title())
                + " pass it on, as behind an allow-list",
            Directive.ROUTE.in(examination.proxy()));
    return Optional.of(
        callback
            ? new Finding(
                Finding.Level.WARNING,
                finding.what(),
                finding.why(),
                finding.remedy(),
                List.of(15003))
            : finding.raising(11200));
  }

  /// What shows that the path is not there; empty when it may be.
  private static String problem(WireResult result) {
    if (!(result instanceof Answered answer)) {
      return "gets no answer (%s)".formatted(((WireResult.Failed) result).detail());
    }
    boolean absent = answer.status() == 404 || answer.status() == 405 || answer.status() == 410;
    return absent || BlockedRequest.isOfProxy(answer) || ProxyKind.isOwnPage(answer)
        ? "is answered %d".formatted(answer.status())
        : "";
  }

  private Map<URI, String> named() {
    var named = new LinkedHashMap<URI, String>();
    for (Verb verb : examination.twiml().orElseThrow().verbs()) {
      switch (verb) {
        case Verb.RecordCaller record -> {
          add(named, record.action(), "the action of <Record>");
          add(named, record.recordingStatusCallback(), "the recordingStatusCallback");
        }
        case Verb.Gather gather -> add(named, gather.action(), "the action of <Gather>");
        case Verb.Dial dial -> add(named, dial.action(), "the action of <Dial>");
        case Verb.Redirect redirect -> add(named, redirect.url(), "the URL of <Redirect>");
        case Verb.Connect connect -> {
          add(named, connect.action(), "the action of <Connect>");
          add(named, connect.stream().statusCallback(), "the stream's statusCallback");
        }
        case Verb.Start start ->
            add(named, start.stream().statusCallback(), "the stream's statusCallback");
        case Verb.Prompting _, Verb.Stop _, Verb.Reject _, Verb.Hangup _ -> {}
      }
    }
    return named;
  }

  /// Adds a URL that can be asked; what is none has a check of its own.
  private void add(Map<URI, String> named, @Nullable String address, String what) {
    if (address == null || address.isBlank()) {
      return;
    }
    try {
      URI url = examination.voiceUrl().resolve(address.strip());
      if (url.getHost() != null && !url.equals(examination.voiceUrl())) {
        named.putIfAbsent(url, what);
      }
    } catch (IllegalArgumentException _) {
      // AddressesCheck reports it.
    }
  }
}
