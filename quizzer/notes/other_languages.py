"""The little words of other languages: aspects of a subject, titles of sources, titles of tables of contents.

Notes are kept in many languages, often beside English terms; a heading `Vorteile` or an item `优点：…` says as little
by itself as `Pros` does.
"""

from __future__ import annotations


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in text.split(","))


ATTRIBUTES = _phrases(
    "优点, 缺点, 优缺点, 优势, 劣势, 定义, 概念, 含义, 作用, 用途, 目的, 原理, 特点, 特性, 特征, 示例, 例子, 举例, 例如, 比如, 注意, 注意事项, 场景, 应用, 应用场景"
    ", 适用场景, 使用场景, 公式, 步骤, 流程, 区别, 总结, 小结, 说明, 问题, 解决, 解决方案, 解决方法, 原因, 结果, 结论, 背景, 输入, 输出, 时间复杂度, 空间复杂度, 复杂度"
    ", 需求, 方案, 局限, 局限性, 挑战, 难点, 数学形式, 做法, 方法, 思想, 动机, 效果, 目标, 判断, 答案, 解析, 分析, 思路, 其中, 考点, 考察重点, 计算步骤, 实现过程, 实现特点, 核心功能, 数学公式, 具体步骤, 主要特点, 关键步骤, 适用, 补充, 备注, 提示, 代码, 代码示例, 实现, 追问, 面试官, 面试官追问, 候选人, 我的回答, 回答, 参考答案, 标准答案, 核心, 核心思想, 核心要点, 要点, 重点, 关键, 关键点, 一句话, 一句话总结"
    ", 優點, 缺點, 定義, 例, メリット, デメリット, 特徴, 用例, 장점, 단점, 정의, 예시, 특징"
    ", en una línea, en una frase, en pocas palabras, en resumen, en une phrase, en une ligne, en bref, in einem satz, in una frase, in breve, em uma frase, ventajas, desventajas, ventaja, desventaja, ejemplo, ejemplos, definición, uso, usos, fórmula, nota, resumen, objetivo, características, aplicaciones"
    ", vorteile, nachteile, vorteil, nachteil, beispiel, beispiele, formel, merke, hinweis, anwendung, anwendungen, eigenschaften, zusammenfassung, ziel, idee"
    ", avantages, inconvénients, avantage, inconvénient, exemple, exemples, définition, formule, remarque, objectif, vantagens, desvantagens, exemplo, exemplos, definição"
    ", vantaggi, svantaggi, esempio, esempi, definizione, преимущества, недостатки, пример, примеры, определение, плюсы, минусы, применение"
)
"""Aspects of something that is named elsewhere."""
REFERENCES = _phrases(
    "conectado con, conectado a, relacionado con, bibliografía, bibliografia, collegamenti, conexiones, conexões, verbindungen, verknüpfungen, connexions, связи, referencia, referencias, enlaces, fuentes, bibliographie, référence, références, sources et références, liens, quellen, literatur, literaturverzeichnis"
    ", quellenverzeichnis, weiterführende links, riferimenti, fonti, referências, fontes, источники, литература, ссылки, список литературы, 参考资料, 参考文献"
    ", 参考, 参考链接, 延伸阅读, 扩展阅读, 相关链接, 相关资料, 參考資料, 參考文獻, 参考リンク, 参考書, 참고자료, 참고문헌, 참고, 相关概念, 相关知识, 相关笔记, 相关条目, 相关主题, 相关内容, 知识链接, 关联笔记, 关联页面, 相关页面, 相关页, 相关节点, 关联节点, 相关文档, 相关阅读, 关联阅读, 关联概念, 双向链接, 参见, 另见, 관련 항목, 관련 문서, 関連項目, 関連"
    ", hubungan konsep, konsep terkait, catatan terkait, lihat juga, referensi, liên kết, tài liệu tham khảo, siehe auch, verwandte themen, verwandte notizen, ver también, véase también, conceptos relacionados, notas relacionadas, enlaces relacionados"
    ", voir aussi, notes liées, ver também, conceitos relacionados, vedi anche, см. также, связанные заметки, zobacz też, zie ook"
    ", link met andere concepten, links met andere concepten, verwante concepten, gerelateerde concepten, gerelateerde notities, gerelateerd, verwandte konzepte, verwandte begriffe"
    ", concepts liés, notions liées, notes associées, concetti correlati, concetti collegati, note correlate, note collegate, conceptos conectados, temas relacionados, notas conectadas, temas conectados"
    ", powiązane, powiązane notatki, powiązane pojęcia, související, související pojmy, související poznámky, relaterat, relaterade anteckningar, ilgili kavramlar, ilgili notlar, связанные понятия, связанные темы, смотри также"
)
"""Titles above lists of sources."""
NAVIGATION = _phrases(
    "índice, indice, contenido, contenidos, tabla de contenidos, sommaire, table des matières, inhalt, inhaltsverzeichnis, sumário, índice geral"
    ", оглавление, содержание, 目录, 目錄, 目次, 목차"
)
"""Titles above tables of contents."""
