/// Examinations of the way between Twilio and this server, started by people and programs: who
/// examines is a module beside the server. And what Twilio has complained of.
@NullMarked
package app.kolan.server.examination;

import org.jspecify.annotations.NullMarked;
