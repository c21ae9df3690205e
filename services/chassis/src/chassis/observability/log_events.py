"""Every event the chassis itself logs, with its meaning; operators may rely on the names."""

from enum import StrEnum


class LogEvent(StrEnum):
    """Value = the `event` field of a log line; `MEANINGS` says what each tells an operator."""

    SERVICE_STARTED = "service_started"
    SERVICE_STOPPED = "service_stopped"
    REQUEST_HANDLED = "request_handled"
    REQUEST_FAILED = "request_failed"
    REQUEST_REFUSED = "request_refused"
    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGNED_OUT = "signed_out"
    COMMAND_HANDLED = "command_handled"
    COMMAND_REFUSED = "command_refused"
    MESSAGE_HANDLED = "message_handled"
    MESSAGE_REPEATED = "message_repeated"
    MESSAGE_DELAYED = "message_delayed"
    MESSAGE_PARKED = "message_parked"
    RELAY_STARTED = "relay_started"
    EVENTS_PUBLISHED = "events_published"
    PUBLISH_FAILED = "publish_failed"
    PROJECTION_ADVANCED = "projection_advanced"
    PROJECTION_FAILED = "projection_failed"
    PROJECTION_REBUILT = "projection_rebuilt"
    TIMER_FIRED = "timer_fired"
    EFFECT_FAILED = "effect_failed"
    BROKER_DISCONNECTED = "broker_disconnected"
    BROKER_RECONNECTED = "broker_reconnected"
    BROKER_ERROR = "broker_error"
    BROKER_CLOSED = "broker_closed"
    INBOUND_ANSWERED = "inbound_answered"
    LEADERSHIP_TAKEN = "leadership_taken"
    LEADERSHIP_LOST = "leadership_lost"
    TIMER_PARKED = "timer_parked"
    STEP_FAILED = "step_failed"
    NOT_READY = "not_ready"
    LIBRARY_MESSAGE = "library_message"


MEANINGS: dict[LogEvent, str] = {
    LogEvent.SERVICE_STARTED: "a process of a service is up; fields: process, version",
    LogEvent.SERVICE_STOPPED: "a process ended in order",
    LogEvent.REQUEST_HANDLED: "one HTTP request was answered; fields: method, route, status, duration_ms, actor",
    LogEvent.REQUEST_FAILED: "a request met an unexpected error and was answered 500; fields: error, where",
    LogEvent.REQUEST_REFUSED: "a request was answered with a problem; field: slug",
    LogEvent.SIGNED_IN: "an account signed in; field: actor",
    LogEvent.SIGN_IN_FAILED: "a sign-in was refused (wrong secret or unknown account); watch for bursts",
    LogEvent.SIGNED_OUT: "an account signed out; field: actor",
    LogEvent.COMMAND_HANDLED: "a command was decided and stored; fields: command, stream, version, position",
    LogEvent.COMMAND_REFUSED: "a rule forbade a command; fields: command, slug",
    LogEvent.MESSAGE_HANDLED: "a message from the broker was handled in one transaction; fields: type, source, position",
    LogEvent.MESSAGE_REPEATED: "a message had been handled before and changed nothing",
    LogEvent.MESSAGE_DELAYED: "a message came before what it needs; it will be tried again; field: attempt",
    LogEvent.MESSAGE_PARKED: "a message cannot be handled and waits for an operator: doithoai parked list; fields: reason, source",
    LogEvent.RELAY_STARTED: "this process holds the publishing lock; field: position",
    LogEvent.EVENTS_PUBLISHED: "stored events were acknowledged by the broker; fields: count, position",
    LogEvent.PUBLISH_FAILED: "the broker did not take a batch; it will be sent again; field: error",
    LogEvent.PROJECTION_ADVANCED: "a projection took a batch; fields: projection, count, position",
    LogEvent.PROJECTION_FAILED: "a projection stopped at a position; pages grow stale until mended; fields: projection, position, error",
    LogEvent.PROJECTION_REBUILT: "a projection was rebuilt beside and switched; fields: projection, position, seconds",
    LogEvent.TIMER_FIRED: "a due timer fired; fields: process, timer, generation",
    LogEvent.EFFECT_FAILED: "an outside effect failed and will be tried again; field: error",
    LogEvent.BROKER_DISCONNECTED: "the connection to the broker was lost; work goes on from the log when it is back",
    LogEvent.BROKER_RECONNECTED: "the connection to the broker is back",
    LogEvent.BROKER_ERROR: "the broker reported an error (a forbidden subject shows here); field: error",
    LogEvent.BROKER_CLOSED: "the broker ended the connection for good; the process stops and is started again",
    LogEvent.INBOUND_ANSWERED: "a message from outside got its receipt; fields: agency, event_id, status, slugs",
    LogEvent.LEADERSHIP_TAKEN: "this worker is the active one of its service",
    LogEvent.LEADERSHIP_LOST: "this worker lost its lock and stands by",
    LogEvent.TIMER_PARKED: "a due timer failed for good and waits for an operator; fields: process, timer, error",
    LogEvent.STEP_FAILED: "a loop of the worker failed and will be tried again; fields: step, error",
    LogEvent.NOT_READY: "a readiness check fails; fields: check, detail",
    LogEvent.LIBRARY_MESSAGE: "a library logged something; fields: logger, detail",
}
