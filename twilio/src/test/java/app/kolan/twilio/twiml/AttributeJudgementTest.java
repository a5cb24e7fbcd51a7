package app.kolan.twilio.twiml;

import static app.kolan.twilio.twiml.Reading.codes;
import static app.kolan.twilio.twiml.Reading.inside;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.problem.Problem;
import app.kolan.twilio.problem.Problems;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Invalid values, each with the code that Twilio raises for it.
@Tag("unit")
class AttributeJudgementTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "13210 | <Dial method='PUT'>+972500000009</Dial>",
        "13212 | <Dial timeout='0'>+972500000009</Dial>",
        "13213 | <Dial hangupOnStar='yes'>+972500000009</Dial>",
        "13214 | <Dial callerId='anonymous caller'>+972500000009</Dial>",
        "13214 | <Dial callerId=''>+972500000009</Dial>",
        "13215 | <Dial><Say>hello</Say></Dial>",
        "13216 | <Dial timeLimit='1h'>+972500000009</Dial>",
        "13217 | <Dial record='always'>+972500000009</Dial>",
        "13218 | <Dial sequential='1'>+972500000009</Dial>",
        "13219 | <Dial answerOnBridge='on'>+972500000009</Dial>",
        "13220 | <Dial ringTone='gb'>+972500000009</Dial>",
        "13221 | <Dial><Number method='HEAD'>+972500000009</Number></Dial>",
        "13222 | <Dial><Number sendDigits='one'>+972500000009</Number></Dial>",
        "13223 | <Dial>the office</Dial>",
        "13223 | <Dial/>",
        "13223 | <Dial><Number>012345678901234567</Number></Dial>",
        "13310 | <Gather finishOnKey='pound'/>",
        "13311 | <Gather finishOnKey='12'/>",
        "13312 | <Gather method='PATCH'/>",
        "13313 | <Gather timeout='5s'/>",
        "13313 | <Gather timeout='0'/>",
        "13314 | <Gather numDigits='0'/>",
        "13314 | <Gather numDigits='٣'/>",
        "13320 | <Gather><Hangup/></Gather>",
        "13320 | <Gather><Record/></Gather>",
        "13326 | <Gather input='dtmf,speech'/>",
        "13327 | <Gather speechTimeout='1.5'/>",
        "13328 | <Gather maxSpeechTime='long'/>",
        "13329 | <Gather partialResultCallbackMethod='PUT'/>",
        "13331 | <Gather input='speech' language='he-IL'/>",
        "13331 | <Gather language='qq-IL'/>",
        "13332 | <Gather bargeIn='yes'/>",
        "13333 | <Gather profanityFilter='mild'/>",
        "13334 | <Gather speechModel='best'/>",
        "13335 | <Gather speechModel='phone_call' speechTimeout='auto'/>",
        "13338 | <Gather actionOnEmptyResult='1'/>",
        "13410 | <Play loop='often'>/a.wav</Play>",
        "13410 | <Gather><Play loop='-1'>/a.wav</Play></Gather>",
        "13430 | <Play digits='one'/>",
        "13510 | <Say loop='twice'>hello</Say>",
        "13511 | <Say language='he-IL' voice='Polly.Joanna'>שלום</Say>",
        "13511 | <Say language='he-IL' voice='Google.he-IL-Chirp3-HD-Aoede'>שלום</Say>",
        "13511 | <Say voice='Google.he-IL-Wavenet-E'>שלום</Say>",
        "13512 | <Gather language='en'/>",
        "13513 | <Say>so <prosody rate='quick'>fast</prosody></Say>",
        "13520 | <Say></Say>",
        "13610 | <Record method='PUT'/>",
        "13611 | <Record timeout='5s'/>",
        "13612 | <Record maxLength='0'/>",
        "13613 | <Record finishOnKey='pound'/>",
        "13614 | <Record transcribe='maybe'/>",
        "13615 | <Record transcribe='true'/>",
        "13615 | <Record transcribeCallback='/t' maxLength='121'/>",
        "13616 | <Record playBeep='no'/>",
        "13621 | <Record recordingStatusCallbackEvent='completed failed'/>",
        "13699 | <Record trim='both'/>",
        "13710 | <Redirect method='HEAD'>/a</Redirect>",
        "13810 | <Reject reason='tired'/>",
        "13910 | <Pause length='one'/>",
        "13910 | <Pause length='-1'/>",
        "13910 | <Pause length='1.5'/>",
      })
  void an_invalid_value_has_its_code(int code, String xml) {
    assertThat(codes(xml)).containsExactly(code);
    assertThat(inside(xml).findings().getFirst().problem()).isEqualTo(Problems.known(code));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<Dial method='post' timeout='20' callerId='+972720000002'>+972500000009</Dial>",
        "<Dial record='record-from-answer-dual'><Number"
            + " sendDigits='ww12#'>050-1234567</Number></Dial>",
        "<Dial><Sip>sip:desk@example.com</Sip></Dial>",
        "<Gather finishOnKey='' timeout='5' numDigits='1' input='dtmf speech' language='iw-IL'/>",
        "<Gather speechTimeout='auto' bargeIn='true' profanityFilter='false'/>",
        "<Gather speechModel='phone_call' speechTimeout='3' maxSpeechTime='30'/>",
        "<Gather language='cmn-Hans-CN' hints='one,two' actionOnEmptyResult='true'/>",
        "<Play loop='0'>/a.wav</Play>",
        "<Play digits='ww12#'/>",
        "<Say loop='0' voice='Google.he-IL-Standard-D'>שלום</Say>",
        "<Say>so <prosody rate='fast'>fast</prosody> and <prosody rate='85%'>slow</prosody></Say>",
        "<Record maxLength='120' transcribe='true' trim='trim-silence' finishOnKey='1#'/>",
        "<Record timeout='0' playBeep='false' recordingStatusCallbackEvent='in-progress absent'/>",
        "<Redirect method='GET'>/a</Redirect>",
        "<Reject reason='busy'/>",
        "<Pause length='0'/>",
      })
  void these_values_are_valid(String xml) {
    assertThat(codes(xml)).isEmpty();
  }

  @Test
  void hints_are_at_most_500_of_at_most_100_letters() {
    String most = String.join(",", Collections.nCopies(500, "h".repeat(100)));

    assertThat(codes("<Gather hints='%s'/>".formatted(most))).isEmpty();
    assertThat(codes("<Gather hints='%s,h'/>".formatted(most))).containsExactly(13330);
    assertThat(codes("<Gather hints='%s'/>".formatted("h".repeat(101)))).containsExactly(13330);
  }

  @Test
  void a_text_is_at_most_4096_characters_and_for_polly_3000() {
    String say = "<Say voice='%s'>%s</Say>";

    assertThat(codes(say.formatted("alice", "a".repeat(4096)))).isEmpty();
    assertThat(codes(say.formatted("alice", "a".repeat(4097)))).containsExactly(13521);
    assertThat(codes(say.formatted("Polly.Joanna", "a".repeat(3000)))).isEmpty();
    assertThat(codes(say.formatted("Polly.Joanna", "a".repeat(3001)))).containsExactly(13521);
  }

  @Test
  void a_chirp_voice_speaks_hebrew_only_if_that_is_assumed() {
    byte[] document =
        "<Response><Say voice='Google.he-IL-Chirp3-HD-Aoede'>hi</Say></Response>"
            .getBytes(StandardCharsets.UTF_8);

    assertThat(problems(document, TwimlRules.DOCUMENTED))
        .extracting(Problem::code)
        .containsExactly(13511);
    assertThat(problems(document, new TwimlRules(true))).isEmpty();
  }

  @Test
  void what_is_wrong_is_passed_over_and_the_rest_carried_out() {
    assertThat(inside("<Gather timeout='x'><Hangup/><Say>a</Say></Gather>").twiml().verbs())
        .containsExactly(
            new Verb.Gather(
                null, null, null, null, null, null, List.of(new Verb.Say("a", null, null))));
  }

  @Test
  void no_value_of_the_document_is_in_a_detail() {
    assertThat(inside("<Dial callerId='secret number'>also secret</Dial>").findings())
        .hasSize(2)
        .noneMatch(finding -> finding.detail().contains("secret"));
  }

  private static List<Problem> problems(byte[] document, TwimlRules rules) {
    return ((TwimlReading.Understood) TwimlReader.read("text/xml", document, rules))
        .findings().stream().map(TwimlReading.Finding::problem).toList();
  }
}
