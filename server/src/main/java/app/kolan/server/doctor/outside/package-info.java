/// The doctor from outside: how a server looks to Twilio, through everything that stands between.
@NullMarked
package app.kolan.server.doctor.outside;

import org.jspecify.annotations.NullMarked;
