"""piper speaks with a model of the user's own, in that model's language, and its failures are told."""

import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sound.voice.sounds import peak, tone
from stretchplayer.sound.pcm import Clip
from stretchplayer.sound.voice.engine import VoiceFailed
from stretchplayer.sound.voice.other_voices import Piper


class FakePiper:
    """The part of the package `piper` that is used: a model that speaks German, one chunk for each sentence."""

    def __init__(self, *, channels: int = 1, failing: bool = False) -> None:
        self.loaded: list[str] = []
        self.said: list[tuple[str, float]] = []
        self._channels, self._failing = channels, failing
        self.PiperVoice = SimpleNamespace(load=self._load)

    def SynthesisConfig(self, *, length_scale: float) -> SimpleNamespace:  # noqa: N802 - piper's own name
        return SimpleNamespace(length_scale=length_scale)

    def _load(self, path: str) -> SimpleNamespace:
        self.loaded.append(path)
        return SimpleNamespace(config=SimpleNamespace(espeak_voice="de"), synthesize=self._synthesize)

    def _synthesize(self, text: str, *, syn_config: Any) -> Any:
        if self._failing:
            message = "onnx: wrong shape"
            raise RuntimeError(message)
        self.said.append((text, syn_config.length_scale))
        for _ in filter(str.strip, text.split(".")):
            yield SimpleNamespace(
                sample_rate=16000,
                sample_width=2,
                sample_channels=self._channels,
                audio_int16_bytes=tone(0.2, 16000),
            )


@pytest.fixture
def model(tmp_path: Path) -> Path:
    for name in ("de.onnx", "de.onnx.json"):
        (tmp_path / name).write_text("{}", encoding="utf-8")
    return tmp_path / "de.onnx"


def test_sentences_become_one_clip(model: Path) -> None:
    fake = FakePiper()
    voice = Piper(model, lambda: fake)
    clip = voice.speak("Halten. Loslassen.", "de", 1.25)
    assert clip.seconds == pytest.approx(0.4, abs=0.03)
    assert peak(clip) < -8
    assert fake.said == [("Halten. Loslassen.", 0.8)]


def test_the_model_is_loaded_once_and_with_the_first_sentence(model: Path) -> None:
    fake = FakePiper()
    voice = Piper(model, lambda: fake)
    assert fake.loaded == []
    threads = [threading.Thread(target=voice.speak, args=("Halten.", "de")) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert fake.loaded == [str(model)]
    assert voice.name == "piper with de"


def test_nothing_to_say_loads_nothing(model: Path) -> None:
    fake = FakePiper()
    assert Piper(model, lambda: fake).speak("…", "de") == Clip(b"")
    assert fake.loaded == []


@pytest.mark.parametrize(
    ("fake", "language", "told"),
    [
        (FakePiper(), "en", 'speaks "de", not "en"'),
        (FakePiper(failing=True), "de", "piper failed: onnx: wrong shape"),
        (FakePiper(channels=2), "de", "no sound that can be used"),
    ],
)
def test_failures_are_told(model: Path, fake: FakePiper, language: str, told: str) -> None:
    with pytest.raises(VoiceFailed, match=told):
        Piper(model, lambda: fake).speak("Halten.", language)


def test_a_missing_model_is_told(model: Path) -> None:
    with pytest.raises(VoiceFailed, match=r"model of piper is missing: .*nobody\.onnx"):
        Piper(model.with_name("nobody.onnx"), FakePiper)
    Path(f"{model}.json").unlink()
    with pytest.raises(VoiceFailed, match=r"model of piper is missing: .*de\.onnx\.json"):
        Piper(model, FakePiper)


def test_a_missing_package_is_told(model: Path) -> None:
    def absent() -> Any:
        raise ImportError

    with pytest.raises(VoiceFailed, match=r"pip install 'stretchplayer\[piper\]'"):
        Piper(model, absent)


def test_another_model_is_another_voice(model: Path) -> None:
    before = Piper(model, FakePiper).identity
    model.write_text("{ }", encoding="utf-8")
    assert Piper(model, FakePiper).identity != before
