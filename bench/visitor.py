"""A visitor without a browser: Streamlit's own protocol over a websocket, so that only the server's work is measured.

It does what the page in a browser does: keeps the large messages that it has seen and tells the server so, sends the
state of all widgets with every change, and waits until the script has finished.
"""

import hashlib
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

import websockets
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection

_KEPT_RUNS = 2  # as the browser does, after so many runs without it a message is forgotten
_TEXTS = ("heading", "markdown", "html", "alert")


@dataclass
class Answer:
    """What a script run sent: `drawn` tells the charts apart from those of another view."""

    milliseconds: float
    megabytes: float
    address: str
    texts: list[str]
    charts: int
    tables: int
    drawn: str
    failed: bool


@dataclass
class Visitor:
    """One session on one page."""

    connection: ClientConnection
    server: str
    page: str
    address: str = ""
    widgets: dict[str, Element] = field(default_factory=dict)
    states: dict[str, tuple[str, object]] = field(default_factory=dict)
    kept: dict[str, tuple[int, ForwardMsg]] = field(default_factory=dict)
    runs: int = 0

    @classmethod
    async def arrive(cls, server: str, page: str, **asked: object) -> tuple["Visitor", Answer]:
        """Open a page by its link."""
        connection = await websockets.connect(
            f"ws://{server}/_stcore/stream", subprotocols=[websockets.Subprotocol("streamlit")], max_size=None
        )
        visitor = cls(connection, server, page, urlencode(asked, doseq=True))
        return visitor, await visitor._run()

    async def choose(self, key: str, value: object) -> Answer:
        """Set one widget as a person does; `value` is the words of an option, or several of them."""
        (element,) = (element for name, element in self.widgets.items() if name.endswith(f"-{key}"))
        kind = element.WhichOneof("type")
        identity = getattr(element, str(kind)).id
        self.states[identity] = ("string_value", value) if isinstance(value, str) else ("string_array_value", value)
        if kind == "button_group":
            self.states[identity] = ("string_array_value", [value])
        return await self._run()

    async def again(self) -> Answer:
        """Draw the page again as it is."""
        return await self._run()

    def options(self, key: str) -> list[str]:
        """What may be chosen, as it is written on the screen."""
        (element,) = (element for name, element in self.widgets.items() if name.endswith(f"-{key}"))
        kind = str(element.WhichOneof("type"))
        return [str(getattr(option, "content", option)) for option in getattr(element, kind).options]

    async def leave(self) -> None:
        """Close the session."""
        await self.connection.close()

    async def _run(self) -> Answer:
        self.runs += 1
        self.kept = {name: held for name, held in self.kept.items() if self.runs - held[0] <= _KEPT_RUNS}
        begun = time.perf_counter()
        await self.connection.send(self._asking().SerializeToString())
        drawn, texts, charts, tables, size, failed = hashlib.sha256(), list[str](), 0, 0, 0, False
        self.widgets = {}
        while True:
            data = await self.connection.recv()
            size += len(data)
            message = ForwardMsg.FromString(bytes(data) if not isinstance(data, str) else data.encode())
            kind = message.WhichOneof("type")
            if kind == "script_finished":
                break
            if kind == "page_info_changed":
                self.address = message.page_info_changed.query_string
            if kind == "ref_hash":
                message = self.kept[message.ref_hash][1]
                self.kept[message.hash] = (self.runs, message)
            elif message.metadata.cacheable:
                self.kept[message.hash] = (self.runs, message)
            if message.WhichOneof("type") != "delta" or message.delta.WhichOneof("type") != "new_element":
                continue
            element = message.delta.new_element
            what = str(element.WhichOneof("type"))
            if what == "plotly_chart":
                charts += 1
                drawn.update(element.plotly_chart.spec.encode())
            tables += what in ("arrow_data_frame", "arrow_table", "dataframe", "table")
            failed |= what == "exception" or (what == "alert" and element.alert.format == Alert.ERROR)
            if what in _TEXTS:
                texts.append(getattr(element, what).body)
            if identity := getattr(getattr(element, what), "id", ""):
                self.widgets[identity] = element
        spent = 1000 * (time.perf_counter() - begun)
        return Answer(spent, size / 1e6, self.address, texts, charts, tables, drawn.hexdigest(), failed)

    def _asking(self) -> BackMsg:
        state = ClientState(query_string=self.address, page_name=self.page if self.runs == 1 else "")
        state.cached_message_hashes.extend(self.kept)
        state.page_name = self.page
        state.context_info.url = f"http://{self.server}/{self.page}"
        for identity, (kind, value) in self.states.items():
            widget = state.widget_states.widgets.add(id=identity)
            if kind == "string_value":
                widget.string_value = str(value)
            else:
                widget.string_array_value.data.extend(value)  # type: ignore[arg-type]
        return BackMsg(rerun_script=state)
